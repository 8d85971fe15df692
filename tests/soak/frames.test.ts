import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmbeddedDatabase } from "../../db/embedded/index.ts";
import { framesTrial } from "../embedded/frames-trial.ts";

test("100,000 random and mutated frames leave it serving", async () => {
  const directory = await mkdtemp(join(tmpdir(), "embedded-frames-"));
  const errors: string[] = [];
  const database = await startEmbeddedDatabase({
    directory,
    log: (level, message) => void (level === "error" && errors.push(message)),
  });
  const seed = Date.now() % 1_000_000;
  console.info(`seed ${seed}`);
  expect(await framesTrial(database.uri, 100_000, seed)).toBe(100_000);
  expect(errors).toEqual([]);
  await database.close();
  await rm(directory, { recursive: true });
});
