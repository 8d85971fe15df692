import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../db/connection.ts";

const newFolder = () => mkdtemp(join(tmpdir(), "follow-ups-"));

let prepared: Promise<Map<string, Buffer>> | undefined;

/** Makes a data folder with an empty database, whose schema is made only once for all of them, as that takes a second. */
export async function newDataDirectory(): Promise<string> {
  const files = await (prepared ??= prepare());
  const directory = await newFolder();
  for (const [name, content] of files) await writeFile(join(directory, name), content, { mode: 0o600 });
  return directory;
}

async function prepare(): Promise<Map<string, Buffer>> {
  const directory = await newFolder();
  try {
    await (await openDatabase({ uri: undefined, directory })).close();
    const files = new Map<string, Buffer>();
    for (const name of await readdir(directory)) files.set(name, await readFile(join(directory, name)));
    return files;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
