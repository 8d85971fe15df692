import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { MongoClient } from "mongodb";
import { expect, test } from "vitest";
import { due, fill, user } from "../bench/contacts.ts";
import { kill, residentBytes, startProcess } from "../embedded/processes.ts";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

test("a million contacts: opens at once, stays small, and reads what it shows", async () => {
  // As it is built for production: what a TypeScript loader takes is none of the database's business.
  const outdir = await mkdtemp(join(file("../../node_modules"), ".embedded-soak-"));
  const directory = await mkdtemp(join(tmpdir(), "embedded-million-"));
  await build({
    entryPoints: [file("../embedded/server-process.ts"), file("../../db/embedded/worker.ts")],
    bundle: true,
    splitting: true,
    packages: "external",
    platform: "node",
    format: "esm",
    outdir,
    entryNames: "[name]",
    logLevel: "error",
  });
  const entry = join(outdir, "server-process.js");
  let server = await startProcess(directory, entry);
  let client = await MongoClient.connect(server.uri);
  await fill(client.db("soak").collection("contacts"), 1_000_000, (line) => console.info(line));
  const afterFilling = await residentBytes(server.process);
  await client.close();
  await kill(server.process);

  server = await startProcess(directory, entry);
  client = await MongoClient.connect(server.uri);
  const contacts = client.db("soak").collection("contacts");
  const { executionStats } = await contacts.aggregate(due).explain("executionStats");
  const examined = executionStats as { totalKeysExamined: number; totalDocsExamined: number };
  expect(await contacts.aggregate(due).toArray()).toHaveLength(10);
  expect(
    await contacts.countDocuments({
      organizationId: "organization-1",
      assigneeIds: user,
      nextFollowUpDate: { $gte: "" },
    }),
  ).toBe(5000);
  expect(await contacts.estimatedDocumentCount()).toBe(1_000_000);
  const afterReading = await residentBytes(server.process);
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
  console.info(
    `opened in ${server.openedIn.toFixed(0)} ms; memory ${megabytes(afterFilling)} after filling, ${megabytes(afterReading)} after reading`,
  );
  console.info(
    `the due list examined ${examined.totalKeysExamined} entries and ${examined.totalDocsExamined} documents`,
  );
  expect(server.openedIn).toBeLessThan(1000);
  expect(Math.max(afterFilling, afterReading)).toBeLessThan(300 * 1024 * 1024);
  expect(examined.totalKeysExamined).toBeLessThanOrEqual(20);
  expect(examined.totalDocsExamined).toBeLessThanOrEqual(20);
  await client.close();
  await kill(server.process);
  await rm(directory, { recursive: true });
  await rm(outdir, { recursive: true });
});
