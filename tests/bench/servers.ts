import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addApiKey } from "../../db/api-keys.ts";
import { openDatabase } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { startServer } from "../support/server.ts";
import { plantDueData, USERS, type DueData, type UserName } from "./due-data.ts";
import { openPlainDatabase } from "./plain-database.ts";

export type Ours = Awaited<ReturnType<typeof startOurs>>;
export type Plain = Awaited<ReturnType<typeof startPlain>>;

/** Our server, built, with `total` contacts, whose users are signed in. */
export async function startOurs(total: number) {
  const dataDirectory = await mkdtemp(join(tmpdir(), "follow-ups-bench-"));
  const connection = await openDatabase({ uri: undefined, directory: dataDirectory });
  const data = await plantDueData(connection.database, total);
  const { organizationId } = data;
  const apiKey = await addApiKey(connection.database, { organizationId, name: "Host", now: new Date() });
  await connection.close();
  const server = await startServer({ DATA_DIR: dataDirectory, LOG_LEVEL: "error" });
  const sessions = {} as Record<UserName, BrowserSession>;
  for (const name of Object.keys(USERS) as UserName[]) {
    sessions[name] = await signIn(server.origin, `${name}@example.com`);
  }
  return { server, data, sessions, apiKey };
}

/** SQLite with the same contacts, and Express that answers from it; users are known by their names. */
export async function startPlain(directory: string, { contacts, organizationId, userIds, today }: DueData) {
  const path = join(directory, "plain.db");
  const database = openPlainDatabase(path);
  for (const batch of contacts()) database.insert(batch);
  for (const [name, id] of Object.entries(userIds)) database.signIn(name, organizationId, id);
  const child = spawn(process.execPath, ["--import", "tsx", new URL("plain-server.ts", import.meta.url).pathname], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", DATABASE: path, TODAY: today },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const port = /port (\d+)/.exec(line.toString())![1];
  const stop = () => child.kill("SIGKILL");
  return { database, origin: `http://127.0.0.1:${port}`, process: child as ChildProcess, stop };
}
