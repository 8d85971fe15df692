import { chmod, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keptSessionSecret } from "../../app/server/session-secret.ts";
import { openDatabase } from "../../db/connection.ts";

async function modesIn(directory: string): Promise<[string, string][]> {
  const names = (await readdir(directory, { recursive: true })).sort();
  const modeOf = async (name: string): Promise<[string, string]> => {
    const found = await stat(join(directory, name));
    return [name, `${found.isDirectory() ? "folder" : "file"} ${(found.mode & 0o777).toString(8)}`];
  };
  return Promise.all(names.map(modeOf));
}

test.each([
  ["that is new", null],
  ["that is open to everybody", 0o777],
])("in a data folder %s, all files are their owner's alone, whatever the umask (ASVS 13.3.2)", async (_what, mode) => {
  const umask = process.umask(0);
  onTestFinished(() => void process.umask(umask));
  const parent = await mkdtemp(join(tmpdir(), "follow-ups-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const directory = join(parent, "data");
  if (mode !== null) {
    await mkdir(directory);
    await chmod(directory, mode);
  }
  const { database, close } = await openDatabase({ uri: undefined, directory });
  await keptSessionSecret(directory);
  await database.counts.insertOne({ _id: "x", count: 1, lastAt: new Date(), expiresAt: new Date() });
  const whileOpen = await modesIn(directory);
  await close();
  // What an operator has opened up is closed again.
  await chmod(join(directory, "data.sqlite"), 0o666);
  await (await openDatabase({ uri: undefined, directory })).close();
  const modes = [...whileOpen, ...(await modesIn(directory))];
  expect(modes.map(([name]) => name)).toEqual(expect.arrayContaining(["data.sqlite", "session-secret"]));
  expect(modes.length).toBeGreaterThan(6);
  const isPrivate = (text: string) => /^(file 600|folder 700)$/.test(text);
  expect(modes.filter(([, text]) => !isPrivate(text))).toEqual([]);
  if (mode === null) expect((await stat(directory)).mode & 0o777).toBe(0o700);
});
