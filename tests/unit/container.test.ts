import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnv } from "../../app/server/env.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
const instructions = read(".container/Dockerfile").replaceAll("\\\n", " ").split("\n").filter(Boolean);
const of = (word: string) =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

test("the container's steps are ones that the project has, and it starts as npm start does, as nobody special", () => {
  for (const [, name] of of("RUN")
    .join("\n")
    .matchAll(/npm run -s (\S+)/g))
    expect(scripts).toHaveProperty(name!);
  for (const path of of("COPY")
    .filter((paths) => !paths.startsWith("--from"))
    .flatMap((paths) => paths.split(" ").slice(0, -1))) {
    expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  }
  expect((JSON.parse(of("CMD").at(-1)!) as string[]).join(" ")).toBe(scripts.start);
  expect(of("USER")).toEqual(["node"]);
  expect(of("HEALTHCHECK").join()).toContain("/healthz");
  expect(read(".container/Dockerfile.dockerignore").split("\n")).toContain(".data");
});

test("the variables that compose.yaml sets are known, and the server starts with them", () => {
  const [, block = ""] = /environment:\n((?: {6}.*\n)+)/.exec(read(".container/compose.yaml"))!;
  const set = Object.fromEntries(
    [...block.matchAll(/^ {6}([A-Z_]+): (.*)$/gm)].map(([, name, value = ""]) => [
      name!,
      value.startsWith("${") ? "s".repeat(32) : value.replaceAll('"', ""),
    ]),
  );
  expect(Object.keys(set)).toContain("MONGODB_URI");
  for (const name of Object.keys(set)) expect(read("README.md"), name).toContain(`\`${name}\``);
  expect(parseEnv({ NODE_ENV: "production", ...set })).toMatchObject({ ok: true });
});
