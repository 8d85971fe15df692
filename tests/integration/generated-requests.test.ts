import { expect, test } from "vitest";
import { requestTrial } from "../support/request-trial.ts";

test("1,500 generated requests are answered, none with a failure", { timeout: 120_000 }, async () => {
  const { statuses, failures, errors } = await requestTrial(1_500, 7);
  expect(failures).toEqual([]);
  expect(errors).toEqual([]);
  // They reach what they are meant to reach.
  for (const status of [200, 302, 303, 400, 401, 403, 404, 405, 413, 415])
    expect(statuses.has(status), `${status}`).toBe(true);
});
