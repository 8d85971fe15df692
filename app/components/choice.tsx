import type { ReactNode } from "react";

/** One of some choices of a form, or a tick, with its words. */
export function Choice({ children }: { children: ReactNode }) {
  return <label className="settings-choice">{children}</label>;
}
