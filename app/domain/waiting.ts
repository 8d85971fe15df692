const SECOND_MILLISECONDS = 1_000;
const MINUTE_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;
const LONGEST_BACKOFF_MILLISECONDS = 2 * MINUTE_MILLISECONDS;
const LONGEST_RETRY_AFTER_MILLISECONDS = 15 * MINUTE_MILLISECONDS;

/** Milliseconds to wait for the user's midnight: from a minute to a day, however wrong the browser's clock is. */
export function untilMidnight(nextMidnight: number, now: number): number {
  return Math.min(Math.max(nextMidnight - now || 0, MINUTE_MILLISECONDS), DAY_MILLISECONDS);
}

/**
 * Milliseconds to wait before asking once more after some `failures` in a row: twice as long each time, up to two minutes,
 * and at random up to a half less, so that many who wait don't ask at once; never less than the server has asked for.
 */
export function waitAfter(failures: number, retryAfterMilliseconds = 0, random = Math.random()): number {
  const longest = Math.min(SECOND_MILLISECONDS * 2 ** failures, LONGEST_BACKOFF_MILLISECONDS);
  const asked = Math.min(retryAfterMilliseconds, LONGEST_RETRY_AFTER_MILLISECONDS);
  return Math.max(longest * (1 - random / 2), asked * (1 + random / 2));
}
