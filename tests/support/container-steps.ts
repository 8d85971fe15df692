import { execFile } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROJECT = new URL("../..", import.meta.url).pathname;
/** The user `node` of Node's images. */
const NODE_USER = 1_000;
const MOST_OUTPUT = 10_000_000;

/** What an image comes to be: its files in a folder, and how it starts and is looked after. */
export interface Image {
  folder: string;
  workdir: string;
  env: Record<string, string>;
  command: string[];
  healthCheck: string[];
  /** Who it runs as; undefined where this process may not choose. */
  uid: number | undefined;
}

/**
 * Does what a Dockerfile says, each stage in a folder of its own in `root`, and returns the last one's image. What can't be
 * done outside of a container is done in another way: nothing is fetched, so `npm ci` takes the packages that are
 * installed here, Node is the one that runs this, and a path such as `/data` is one in the stage's folder.
 */
export async function followDockerfile(text: string, ignored: readonly string[], root: string): Promise<Image> {
  const isRoot = process.getuid?.() === 0;
  const stages = new Map<string, Image>();
  let image!: Image;
  const inside = (path: string) => join(image.folder, resolve(image.workdir, path));
  const steps: Record<string, (rest: string) => unknown> = {
    FROM: (rest) => {
      const name = / AS (\w+)$/.exec(rest)?.[1] ?? `stage-${stages.size}`;
      const folder = join(root, name);
      image = { folder, workdir: "/", env: {}, command: [], healthCheck: [], uid: isRoot ? 0 : undefined };
      stages.set(name, image);
    },
    WORKDIR: async (rest) => {
      image.workdir = rest;
      await mkdir(inside("."), { recursive: true });
    },
    ENV: (rest) => {
      for (const pair of rest.split(/\s+/)) {
        const [name = "", value = ""] = pair.split("=", 2);
        image.env[name] = value;
      }
    },
    COPY: async (rest) => {
      const [, stage, paths = ""] = /^(?:--from=(\w+) )?(.*)$/.exec(rest)!;
      const sources = paths.split(" ");
      const target = sources.pop()!;
      for (const source of sources) {
        if (stage) await linked(join(stages.get(stage)!.folder, source), inside(target));
        else if (source === ".") await copyProject(inside(target), ignored);
        else await cp(join(PROJECT, source), join(inside(target), source), { recursive: true });
      }
    },
    RUN: async (rest) => {
      if (rest.startsWith("npm ci ")) return linked(join(PROJECT, "node_modules"), inside("node_modules"), true);
      const command = rest
        .replace(/(?<= )\/(?=\w)/g, `${image.folder}/`)
        .replace(/chown node:node \S+/, (change) =>
          isRoot ? change.replace("node:node", `${NODE_USER}:${NODE_USER}`) : "true",
        );
      await run("sh", ["-ec", command], {
        cwd: inside("."),
        env: {
          ...image.env,
          PATH: process.env.PATH,
          HOME: root,
          npm_config_offline: "true",
        } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
        maxBuffer: MOST_OUTPUT,
      });
    },
    USER: (rest) => {
      if (rest !== "node") throw new Error(`Who is ${rest}?`);
      if (isRoot) image.uid = NODE_USER;
    },
    HEALTHCHECK: (rest) => {
      image.healthCheck = JSON.parse(/CMD (\[.*\])$/.exec(rest)![1]!) as string[];
    },
    CMD: (rest) => {
      image.command = JSON.parse(rest) as string[];
    },
    VOLUME: () => undefined,
    EXPOSE: () => undefined,
  };
  for (const line of text
    .replace(/\\\n\s*/g, "")
    .split("\n")
    .filter(Boolean)) {
    const [, word = "", rest = ""] = /^(\w+) (.*)$/.exec(line) ?? [];
    const step = steps[word];
    if (!step) throw new Error(`There is no way to try: ${line}`);
    await step(rest);
  }
  return image;
}

/** The project as a build gets it: without what `.dockerignore` names. */
async function copyProject(target: string, ignored: readonly string[]): Promise<void> {
  const left = new Set(ignored.map((name) => join(PROJECT, name)));
  await cp(PROJECT, target, { recursive: true, filter: (path) => !left.has(path) });
}

/** A copy that shares the files themselves where that is possible; nobody may write to these. */
async function linked(from: string, to: string, isInstalled = false): Promise<void> {
  await run("cp", ["-al", from, to]).catch(() => run("cp", ["-a", from, to]));
  if (!isInstalled) return;
  // What tools write to is no longer shared.
  for (const name of [".package-lock.json", ".vite", ".vite-temp"])
    await rm(join(to, name), { recursive: true, force: true });
  await cp(join(from, ".package-lock.json"), join(to, ".package-lock.json"));
}
