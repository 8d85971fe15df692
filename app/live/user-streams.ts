/** How many streams one user may have open, in all of their pages. */
const MOST_STREAMS = 10;

const open = new Map<string, number>();

/** Takes a place for one more stream of the user, and returns how to give it free; null where they have enough. */
export function takeStream(userId: string): (() => void) | null {
  const count = open.get(userId) ?? 0;
  if (count >= MOST_STREAMS) return null;
  open.set(userId, count + 1);
  return () => {
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
  };
}
