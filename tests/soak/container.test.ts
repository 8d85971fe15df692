import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { followDockerfile } from "../support/container-steps.ts";

const run = promisify(execFile);
const read = (path: string) => readFile(new URL(`../../.container/${path}`, import.meta.url), "utf8");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test("the Dockerfile's steps lead to a server that runs as nobody special, on files that it can't write, and is healthy", async () => {
  const root = await mkdtemp(join(tmpdir(), "container-"));
  onTestFinished(async () => {
    await run("chmod", ["-R", "u+w", root]).catch(() => undefined);
    await rm(root, { recursive: true, force: true });
  });
  await chmod(root, 0o755);
  const ignored = (await read("Dockerfile.dockerignore")).split("\n").filter(Boolean);
  const image = await followDockerfile(await read("Dockerfile"), ignored, root);
  const app = join(image.folder, image.workdir);
  const temporary = join(root, "tmp");
  await mkdir(temporary);
  if (image.uid !== undefined) await chown(temporary, image.uid, image.uid);
  // The files of the packages are shared with the project, so that only folders can be made read-only.
  await run("find", [app, "-type", "d", "-exec", "chmod", "a-w", "{}", "+"]);

  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    ...image.env,
    ...{ HOST: "127.0.0.1", PORT: String(port), DATA_DIR: join(image.folder, image.env.DATA_DIR!), TMPDIR: temporary },
    PATH: process.env.PATH,
  };
  const options = { cwd: app, env, ...(image.uid !== undefined && { uid: image.uid, gid: image.uid }) };
  const outcomeOf = async ([name, ...words]: string[]) => {
    const child = spawn(name!, words, options);
    return ((await once(child, "exit")) as [number | null])[0];
  };
  expect(image.uid).not.toBe(0);
  expect(await outcomeOf(["touch", join(app, "written")])).not.toBe(0);
  expect(await outcomeOf(image.healthCheck)).toBe(1);

  const marker = join(root, "started");
  await writeFile(marker, "");
  const server = spawn(image.command[0]!, image.command.slice(1), options);
  onTestFinished(() => void server.kill("SIGKILL"));
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  await expect.poll(() => outcomeOf(image.healthCheck), { timeout: 30_000, interval: 500 }).toBe(0);
  for (const path of ["/login", "/widgets/follow-up-panel.js", "/readyz"])
    expect([path, (await fetch(`http://127.0.0.1:${port}${path}`)).status]).toEqual([path, 200]);
  const page = await (await fetch(`http://127.0.0.1:${port}/login`)).text();
  const [, asset] = /"(\/assets\/[^"]+\.js)"/.exec(page)!;
  expect((await fetch(`http://127.0.0.1:${port}${asset}`)).status).toBe(200);
  server.kill("SIGTERM");
  expect(await once(server, "exit"), output).toEqual([0, null]);
  expect((await run("find", [app, "-newer", marker])).stdout).toBe("");
}, 300_000);
