import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureAllMatching } from "./all-matching.ts";
import { measureInBrowser } from "./browser.ts";
import { measureChanges } from "./changes.ts";
import { measureDisk } from "./disk.ts";
import { measureImport } from "./import.ts";
import { measureLists } from "./lists.ts";
import { measureLong } from "./long.ts";
import { measurePage } from "./page.ts";
import { measurePanels } from "./panels.ts";
import { startOurs, startPlain } from "./servers.ts";
import { measureStart } from "./start.ts";
import { printTable } from "./table.ts";

// Prints what the product costs beside the least that the same work costs, as ratios in one run; with `--long` also what takes
// half an hour.
const { values } = parseArgs({
  options: {
    contacts: { type: "string", default: "120000" },
    rounds: { type: "string", default: "7" },
    long: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const directory = await mkdtemp(join(tmpdir(), "follow-ups-plain-"));
process.stderr.write(`Planting ${values.contacts} contacts\n`);
const many = await startOurs(Number(values.contacts));
const few = await startOurs(10_000);
const plain = await startPlain(directory, many.data);
try {
  printTable([
    ...(await measureLists(rounds, many, few, plain)),
    ...(values.long ? await measureLong(rounds, few) : []),
    ...(await measurePage(rounds, many, plain)),
    ...(await measureInBrowser(rounds, many, plain)),
    ...(await measurePanels(rounds, many)),
    ...(await measureChanges(rounds, many, plain)),
    ...(await measureAllMatching(rounds, many)),
    ...(await measureImport(rounds, plain)),
    ...(await measureStart(rounds, many)),
    ...(await measureDisk(many)),
  ]);
} finally {
  plain.stop();
  plain.database.close();
  await many.server.stop();
  await few.server.stop();
  await rm(directory, { recursive: true });
}
