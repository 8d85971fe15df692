import type { FollowUpRow } from "./follow-up-row.ts";

/**
 * Makes a change that may take the focused control away, and then moves the focus to where a visitor goes on: the
 * same control of the row that moved up, else Undo, else the panel's title.
 */
export function keepFocus(root: ShadowRoot, change: () => void): void {
  const rows = (): FollowUpRow[] => [...root.querySelectorAll<FollowUpRow>("li:not([inert]) > follow-up-row")];
  const focused = root.activeElement;
  const index = rows().findIndex((row) => row === focused);
  const part = focused?.shadowRoot?.activeElement?.part.value;
  change();
  if (!focused || (root.activeElement && !focused.closest("[inert]"))) return;
  const row = rows()
    .slice(0, Math.max(index, 0) + 1)
    .at(-1);
  if (row) row.focusControl(part);
  else (root.querySelector<HTMLElement>("[part=undo]") ?? root.querySelector("h2"))?.focus();
}
