import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { newDataDirectory } from "./data-directory.ts";

/** A running server, built as in production, with a data folder of its own. */
export interface TestServer {
  origin: string;
  dataDirectory: string;
  process: ChildProcess;
  /** All that it has printed. */
  output(): string;
  stop(): Promise<void>;
}

const ROOT = new URL("../..", import.meta.url).pathname;
const END_WITH_TESTS = new URL("end-with-tests.js", import.meta.url).href;

/** Starts the built server on a free port with an empty data folder, or with `env.DATA_DIR`. */
export async function startServer(env: Record<string, string> = {}): Promise<TestServer> {
  const dataDirectory = env.DATA_DIR ?? (await newDataDirectory());
  const child = spawn(process.execPath, ["--import", END_WITH_TESTS, "build/main.js"], {
    cwd: ROOT,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      PORT: "0",
      DEMO: "0",
      API_REQUESTS_PER_MINUTE: "0",
      ...env,
      DATA_DIR: dataDirectory,
    },
  });
  let output = "";
  const collect = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const port = /Follow-ups hub: http:\/\/localhost:(\d+)/.exec(output)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
  return {
    origin,
    dataDirectory,
    process: child,
    output: () => output,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        await once(child, "exit");
      }
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}
