import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdtemp, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../db/connection.ts";
import { kill, startProcess } from "./processes.ts";

async function temporaryFolder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "embedded-reconnect-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test("whoever has joined goes on at its address after the owner's end", async () => {
  const directory = await temporaryFolder();
  const { process: child } = await startProcess(directory);
  const joined = await Promise.all([1, 2].map(() => openDatabase({ uri: undefined, directory })));
  onTestFinished(async () => void (await Promise.all(joined.map(({ close }) => close()))));
  await joined[0]!.database.counts.insertOne({ _id: "kept", count: 1, lastAt: new Date(), expiresAt: new Date(1e14) });
  await kill(child);
  for (const { database } of joined) {
    const kept = () => database.counts.findOne({ _id: "kept" }).catch(String);
    await expect.poll(kept, { timeout: 15_000 }).toMatchObject({ count: 1 });
  }
});

test("one that has joined can be closed while there is no owner that answers", async () => {
  const directory = await temporaryFolder();
  const { process: child } = await startProcess(directory);
  const joined = await openDatabase({ uri: undefined, directory });
  child.kill("SIGSTOP");
  // It may still answer in the instant before it stops.
  const ask = () => joined.database.organizations.findOne().catch((error: unknown) => error);
  await expect.poll(ask).toBeInstanceOf(Error);
  expect(joined.isSlow()).toBe(true);
  await joined.close();
  await kill(child);
});

test("an operation on a socket that is just closing ends, and the heartbeat goes on", async () => {
  const sockets: Socket[] = [];
  const collect = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  subscribe("net.client.socket", collect);
  onTestFinished(() => void unsubscribe("net.client.socket", collect));
  const { database, close } = await openDatabase({ uri: undefined, directory: await temporaryFolder() });
  onTestFinished(close);
  for (let round = 0; round < 5; round++) {
    await database.organizations.findOne();
    for (const socket of sockets.splice(0)) socket.destroy();
    // Each either fails or is tried again, but none is left waiting.
    await Promise.allSettled([database.organizations.findOne(), database.users.findOne()]);
    await expect.poll(() => database.organizations.findOne().catch(String)).toBe(null);
  }
});
