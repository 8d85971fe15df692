import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { counterTrial } from "../embedded/counter-trial.ts";

test("20 clients with 200 transactions each come to the exact sum", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-counter-"));
  const database = await startEmbeddedDatabase({ directory });
  const startedAt = Date.now();
  const { sum, attempts } = await counterTrial(database.uri, 20, 200);
  console.info(`4,000 transactions took ${Date.now() - startedAt} ms and ${attempts} attempts`);
  expect(sum).toBe(4000);
  await database.close();
  await rm(directory, { recursive: true });
});
