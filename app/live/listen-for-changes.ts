import { waitAfter } from "../domain/waiting.ts";

/** A stream that was open this long has worked. */
const STEADY_MILLISECONDS = 60_000;
/** Where there is no stream to be had, the page asks about this often. */
const LONGEST_WAIT_MILLISECONDS = 30_000;

/**
 * Calls `onChange` soon after something changes on the server since `mark`, and each time that the stream of changes
 * breaks, as something may have been missed; opens it again after a growing wait. Returns what ends that.
 */
export function listenForChanges(mark: string, onChange: () => void): () => void {
  let known = mark;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changes: EventSource;
  const open = () => {
    let openedAt: number | null = null;
    changes = new EventSource(`/api/follow-ups/changes?since=${encodeURIComponent(known)}`);
    changes.onopen = () => {
      openedAt = Date.now();
    };
    changes.onmessage = ({ lastEventId }: MessageEvent) => {
      known = lastEventId || known;
      onChange();
    };
    changes.onerror = () => {
      // A browser by itself comes back every few seconds, all of them at once, or never.
      changes.close();
      if (openedAt !== null && Date.now() - openedAt > STEADY_MILLISECONDS) failures = 0;
      timer = setTimeout(open, Math.min(waitAfter(++failures), LONGEST_WAIT_MILLISECONDS * (0.5 + Math.random() / 2)));
      onChange();
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    changes.close();
  };
}
