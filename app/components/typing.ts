/** True where a key belongs to what is being typed, or to a menu or dialog that is open, and not to the page. */
export function isBusyElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return true;
  if (target.closest("details[open], select, textarea, [contenteditable]")) return true;
  return target instanceof HTMLInputElement && target.type !== "checkbox";
}
