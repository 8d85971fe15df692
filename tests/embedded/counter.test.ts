import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { counterTrial } from "./counter-trial.ts";

test("clients in parallel come to the exact sum", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-counter-"));
  const database = await startEmbeddedDatabase({ directory });
  expect((await counterTrial(database.uri, 6, 15)).sum).toBe(90);
  await database.close();
  await rm(directory, { recursive: true });
});
