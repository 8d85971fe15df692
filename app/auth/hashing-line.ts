import { availableParallelism } from "node:os";

/** How many passwords are hashed at once: half of the cores stay free for everything else. */
const AT_ONCE = Math.max(1, Math.floor(availableParallelism() / 2));
const MOST_WAITING_EACH = 100;
const MOST_WAITING = 1_000;

/** Who waits, by asker; the asker whose turn is next comes first. */
const lines = new Map<string, (() => void)[]>();
let running = 0;
let waiting = 0;

/**
 * Does `work`, which hashes a password, when there is a place for it. Askers take turns, so that one who asks for much
 * makes only itself wait; `busy` where too many wait already.
 */
export async function inHashingLine<Result>(
  asker: string,
  work: () => Promise<Result>,
): Promise<Result | { outcome: "busy" }> {
  if (running < AT_ONCE) running++;
  else {
    const line = lines.get(asker) ?? [];
    if (waiting >= MOST_WAITING || line.length >= MOST_WAITING_EACH) return { outcome: "busy" };
    waiting++;
    lines.set(asker, line);
    await new Promise<void>((resume) => line.push(resume));
  }
  try {
    return await work();
  } finally {
    callNext();
  }
}

/** Hands the place to the next asker. */
function callNext(): void {
  const [next] = lines;
  if (!next) return void running--;
  const [asker, line] = next;
  lines.delete(asker);
  const resume = line.shift();
  if (line.length > 0) lines.set(asker, line);
  waiting--;
  resume?.();
}
