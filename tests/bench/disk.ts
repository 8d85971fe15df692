import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import Sqlite from "libsql";
import type { Ours } from "./servers.ts";
import type { Line } from "./table.ts";

/** What the contacts take on disk once the server has ended, beside their fields as NDJSON. */
export async function measureDisk({ server, data }: Ours): Promise<Line[]> {
  let theirs = 0;
  for (const batch of data.contacts()) {
    for (const contact of batch) {
      const fields = { ...contact, searchPrefixes: undefined, sortName: undefined };
      theirs += Buffer.byteLength(JSON.stringify(fields)) + 1;
    }
  }
  let ours = 0;
  for (const name of await readdir(server.dataDirectory)) ours += (await stat(join(server.dataDirectory, name))).size;
  const database = new Sqlite(join(server.dataDirectory, "data.sqlite"));
  const sizeOf = (table: string, column: string) => {
    const [size] = database.prepare(`SELECT sum(length(${column})) FROM ${table}`).raw().get() as [number];
    return size / 1_000;
  };
  const [entries, documents] = [sizeOf("entry", "rest"), sizeOf("document", "body")];
  database.close();
  return [
    { what: "disk", beside: "NDJSON", ours: ours / 1_000, theirs: theirs / 1_000, unit: "KB", goal: 6 },
    { what: "of it, entries of indexes", beside: "documents", ours: entries, theirs: documents, unit: "KB" },
  ];
}
