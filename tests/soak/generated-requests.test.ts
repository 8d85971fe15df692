import { expect, test } from "vitest";
import { requestTrial } from "../support/request-trial.ts";

const REQUESTS = 50_000;
/** What the server's memory may gain once it has warmed up. */
const MOST_GROWTH_MEGABYTES = 30;

test("50,000 generated requests are answered, none with a failure, and memory doesn't grow", async () => {
  const seed = Date.now() % 1_000_000;
  console.info(`seed ${seed}`);
  const { statuses, failures, errors, megabytes } = await requestTrial(REQUESTS, seed);
  console.info(Object.fromEntries(statuses), megabytes.join(" "));
  expect(failures).toEqual([]);
  expect(errors).toEqual([]);
  const quarter = Math.floor(megabytes.length / 4);
  const lowest = (some: number[]) => Math.min(...some);
  // Collected or not, memory swings: the low points tell what is kept.
  expect(lowest(megabytes.slice(-quarter)) - lowest(megabytes.slice(quarter, 2 * quarter))).toBeLessThan(
    MOST_GROWTH_MEGABYTES,
  );
});
