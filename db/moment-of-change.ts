/** No request waits this long: what is as far ahead comes from an import, or a clock that is wrong. */
const LONGEST_WAIT_MILLISECONDS = 86_400_000;

/**
 * When contacts are changed by a request of `now`: after the last change of each, as a request may have waited for others
 * that began later. The timelines are in the order in which things were written.
 */
export function momentOfChange(now: Date, contacts: readonly { updatedAt: Date }[]): Date {
  const times = contacts.map(({ updatedAt }) => updatedAt.getTime() + 1);
  const near = times.filter((time) => time <= now.getTime() + LONGEST_WAIT_MILLISECONDS);
  return new Date(near.reduce((latest, time) => Math.max(latest, time), now.getTime()));
}
