import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient, type Collection, type Db, type Document } from "mongodb";
import { afterAll, beforeAll, describe } from "vitest";
import { startEmbeddedDatabase, type EmbeddedDatabase } from "../../db/embedded/index.ts";

/** What a test of the contract works with: a client, and a database of its own. */
export interface Backend {
  name: string;
  uri: string;
  client: MongoClient;
  db: Db;
  /** Returns a new, empty collection. */
  fresh(): Collection<Document>;
}

const wanted = ["embedded", ...(process.env["MONGODB_URI"] ? ["MONGODB_URI"] : [])];

/** Runs the same tests on the embedded database and, where `MONGODB_URI` is set, on that one too. */
export function contract(title: string, tests: (backend: Backend) => void): void {
  onBackends(wanted, title, tests);
}

/** Runs tests of what only the embedded database does. */
export function embeddedOnly(title: string, tests: (backend: Backend) => void): void {
  onBackends(["embedded"], title, tests);
}

function onBackends(names: readonly string[], title: string, tests: (backend: Backend) => void): void {
  describe.each(names)(`${title} (%s)`, (name) => {
    const backend = { name } as Backend;
    let embedded: EmbeddedDatabase | undefined;
    let directory: string | undefined;
    let count = 0;

    beforeAll(async () => {
      let uri = process.env["MONGODB_URI"] ?? "";
      if (name === "embedded") {
        directory = await mkdtemp(join(tmpdir(), "embedded-contract-"));
        embedded = await startEmbeddedDatabase({ directory });
        uri = embedded.uri;
      }
      backend.uri = uri;
      backend.client = await MongoClient.connect(uri);
      backend.db = backend.client.db(`contract_${randomBytes(6).toString("hex")}`);
      backend.fresh = () => backend.db.collection(`c${(count += 1)}`);
    });

    afterAll(async () => {
      await backend.db.dropDatabase();
      await backend.client.close();
      await embedded?.close();
      if (directory) await rm(directory, { recursive: true });
    });

    tests(backend);
  });
}

/** Returns the code with which the server refuses, or undefined where it does not. */
export async function refusal(attempt: Promise<unknown>): Promise<number | string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    return (error as { code?: number | string }).code;
  }
}
