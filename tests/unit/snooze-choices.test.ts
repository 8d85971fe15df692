import { expect, test } from "vitest";
import { snoozeOptions } from "../../app/domain/snooze.ts";

const dates = (today: string) => snoozeOptions(today, "en-GB").map(({ label, date }) => `${label} ${date}`);

test.each([
  ["2026-11-24", ["Tomorrow 2026-11-25", "In 3 days 2026-11-27", "Next week 2026-11-30"]],
  // From Friday, Monday is in three days; from Sunday it is tomorrow; on Monday it is a week away.
  ["2026-11-27", ["Tomorrow 2026-11-28", "In 3 days 2026-11-30"]],
  ["2026-11-28", ["Tomorrow 2026-11-29", "Next week 2026-11-30", "In 3 days 2026-12-01"]],
  ["2026-11-29", ["Tomorrow 2026-11-30", "In 3 days 2026-12-02"]],
  ["2026-11-30", ["Tomorrow 2026-12-01", "In 3 days 2026-12-03", "Next week 2026-12-07"]],
  ["2025-12-30", ["Tomorrow 2025-12-31", "In 3 days 2026-01-02", "Next week 2026-01-05"]],
  ["2028-02-28", ["Tomorrow 2028-02-29", "In 3 days 2028-03-02", "Next week 2028-03-06"]],
])("on %s: %j", (today, choices) => expect(dates(today)).toEqual(choices));
