import { expect, test } from "vitest";
import { crashTrial } from "../embedded/crash-trial.ts";

test("what was acknowledged survives kill -9, a hundred times", async () => {
  const { acknowledged } = await crashTrial(100, (line) => console.info(line));
  console.info(`${acknowledged} acknowledged writes and transactions were checked`);
  expect(acknowledged).toBeGreaterThan(1000);
});
