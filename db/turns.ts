import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Shares the event loop: the function returned is told how much work was done, and waits for the loop's next turn each
 * time that it has come to `most`, so that whoever else waits is served in between.
 */
export function inTurns(most: number): (work: number) => Promise<void> {
  let done = 0;
  return async (work) => {
    done += work;
    if (done < most) return;
    done = 0;
    await nextTurn();
  };
}
