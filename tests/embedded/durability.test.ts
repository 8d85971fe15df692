import { expect, test } from "vitest";
import { crashTrial } from "./crash-trial.ts";

test("what was acknowledged survives kill -9", async () => {
  const { acknowledged } = await crashTrial(2);
  expect(acknowledged).toBeGreaterThan(0);
});
