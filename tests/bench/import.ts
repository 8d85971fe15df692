import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Sqlite from "libsql";
import { readCsvRecords } from "../../db/import/csv-records.ts";
import { openDatabase } from "../../db/connection.ts";
import { signIn } from "../support/browser-session.ts";
import { importByPage, peopleFile } from "../support/import-by-page.ts";
import { startServer } from "../support/server.ts";
import { contact, plantTwoOrganizations } from "../support/two-organizations.ts";
import { answerOf, costOf, eachRound, median, ownCost, quantile, residentKilobytes, waitsDuring } from "./measure.ts";
import type { Plain } from "./servers.ts";
import type { Line } from "./table.ts";

const ROWS = 10_000;
const IDLE_MILLISECONDS = 2_000;
const MOST_WAIT_MILLISECONDS = 100;

/** An import by the page, beside reading its CSV alone and SQLite's insert of as many rows; and how others wait meanwhile. */
export async function measureImport(rounds: number, plain: Plain): Promise<Line[]> {
  const server = await startServer({ LOG_LEVEL: "error" });
  try {
    const connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
    const world = await plantTwoOrganizations(connection.database);
    await connection.database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
    await connection.close();
    const [ann, cid] = [await signIn(server.origin, "ann@example.com"), await signIn(server.origin, "cid@example.com")];
    const askAsCid = () => answerOf(`${server.origin}/api/follow-ups/due`, { headers: { Cookie: cid.cookie() } });
    let round = 0;
    const measured = await eachRound("Import", rounds, async () => {
      const prefix = `round${++round}`;
      const file = peopleFile(ROWS, prefix);
      let idle: number[] = [];
      const idleCost = await costOf(server.process, 1, async () => {
        idle = await waitsDuring(askAsCid, () => wait(IDLE_MILLISECONDS));
      });
      let waits: number[] = [];
      const total = await costOf(server.process, 1, async () => {
        waits = await waitsDuring(askAsCid, () =>
          importByPage(ann, { organizationId: world.first, file, assign: "ann@example.com" }),
        );
      });
      // What Cid asked meanwhile isn't a part of it.
      const cost = total - waits.length * (idleCost / idle.length);
      const reading = await ownCost(() => read(file));
      const made = Array.from({ length: ROWS }, (_, n) =>
        contact({ organizationId: prefix, id: `c${n}`, name: `N ${n}` }),
      );
      const inserting = await ownCost(() => plain.database.insert(made));
      const memory = residentKilobytes(server.process);
      return { cost, reading, inserting, waits: quantile(waits, 0.99), idle: quantile(idle, 0.99), memory };
    });
    server.process.kill("SIGTERM");
    await once(server.process, "exit");
    const copying = await copyCost(server.dataDirectory);
    const of = (name: keyof (typeof measured)[0]) => median(measured.map((each) => each[name]));
    const [first, last] = [measured[0]!.memory, measured.at(-1)!.memory];
    const what = "import of 10,000";
    return [
      { what, beside: "reading the CSV", ours: of("cost"), theirs: of("reading"), unit: "ms", goal: 15 },
      {
        ...{ what, beside: "SQLite's copy of what it wrote", unit: "ms" },
        ...{ ours: of("cost"), theirs: copying / (rounds + 1) },
      },
      { what, beside: "SQLite's insert", ours: of("cost"), theirs: of("inserting"), unit: "ms", goal: 8 },
      {
        ...{
          what: "others' p99 meanwhile (100 ms at most)",
          beside: `idle: ${of("idle").toFixed(0)} ms`,
          unit: "ms",
          goal: 1,
        },
        ...{ ours: of("waits"), theirs: MOST_WAIT_MILLISECONDS },
      },
      {
        what: "memory after the last import",
        beside: "after the first",
        ours: last,
        theirs: first,
        unit: "KB",
        goal: 1.1,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** What it takes SQLite alone to write all documents and entries of indexes once more, in the order that suits it best. */
async function copyCost(directory: string): Promise<number> {
  const database = new Sqlite(join(directory, "data.sqlite"));
  database.exec(`ATTACH '${join(directory, "copy.sqlite")}' AS copy;
    PRAGMA copy.journal_mode = WAL;
    CREATE TABLE copy.document (record INTEGER PRIMARY KEY, body BLOB NOT NULL);
    CREATE TABLE copy.entry (lead INTEGER, rest BLOB, PRIMARY KEY (lead, rest)) WITHOUT ROWID;`);
  const cost = await ownCost(() =>
    database.exec(`INSERT INTO copy.document SELECT record, body FROM document ORDER BY record;
      INSERT INTO copy.entry SELECT lead, rest FROM entry ORDER BY lead, rest;`),
  );
  database.close();
  return cost;
}

async function read(file: string): Promise<void> {
  const texts = (async function* () {
    yield file;
  })();
  let rows = 0;
  for await (const records of readCsvRecords(texts, { delimiter: ",", line: 1 })) rows += records.length;
  if (rows !== ROWS + 1) throw new Error(`${rows} rows`);
}
