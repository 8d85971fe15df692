import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const tsx = pathToFileURL(
  join(dirname(createRequire(import.meta.url).resolve("tsx/package.json")), "dist/loader.mjs"),
).href;
const source = fileURLToPath(new URL("./server-process.ts", import.meta.url));

/**
 * Starts the database in a process of its own, which can be killed: from source, or as the built `entry`; no file of it grows beyond
 * `fileBlocks`, of 512 or 1024 bytes each. Resolves with its connection string.
 */
export async function startProcess(
  directory: string,
  entry: string = source,
  fileBlocks: number | "unlimited" = "unlimited",
): Promise<{ process: ChildProcess; uri: string; openedIn: number }> {
  const loader = entry.endsWith(".ts") ? ["--import", tsx] : [];
  const node = [process.execPath, ...loader, entry, directory];
  const child = spawn("sh", ["-c", `ulimit -f ${fileBlocks}; exec "$0" "$@"`, ...node], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const { uri, openedIn } = await new Promise<{ uri: string; openedIn: number }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { uri: string; openedIn: number }));
    child.once("exit", (code) => reject(new Error(`the server process has ended with ${code}`)));
  });
  return { process: child, uri, openedIn };
}

/** Returns the memory that the process has resident, in bytes. */
export async function residentBytes(child: ChildProcess): Promise<number> {
  const answered = once(child, "message") as Promise<[{ rss: number }]>;
  child.send("rss");
  return (await answered)[0].rss;
}

/** Kills the process at once, without a chance to tidy up, and waits for its end. */
export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
