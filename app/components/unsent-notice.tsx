import type { Unsent } from "../send-or-keep.ts";

/** Says that no answer came to a form. */
export function UnsentNotice({ unsent: { isOffline } }: { unsent: Unsent }) {
  return (
    <p className="notice notice-error" role="alert">
      {isOffline
        ? "You are offline: nothing was saved. What you typed is still here: send it again when you are back."
        : "No answer came: it may have been saved. What you typed is still here: send it again, it is done only once."}
    </p>
  );
}
