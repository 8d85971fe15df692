import { useRef } from "react";

/** Takes one thing back that was done. */
export type Undoable = () => Promise<void>;

/** What was done here, in order, for the undo key. */
export function useUndo() {
  const done = useRef<Undoable[]>([]);
  const forget = (undoable: Undoable) => {
    done.current = done.current.filter((each) => each !== undoable);
  };
  return {
    remember(undoable: Undoable): Undoable {
      done.current.push(undoable);
      return undoable;
    },
    forget,
    isRemembered: (undoable: Undoable) => done.current.includes(undoable),
    /** Takes one back, the last one where it isn't said which; false where there is none. */
    undo(undoable = done.current.at(-1)): boolean {
      if (!undoable) return false;
      forget(undoable);
      void undoable();
      return true;
    },
  };
}
