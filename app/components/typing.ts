/** True where a key belongs to what is being typed, or to a menu or dialog that is open, and not to the page. */
export function isBusyElsewhere(event: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open], [popover]:popover-open")) return true;
  return event.composedPath().some(isBusy);
}

/** True for a field, and for what isn't ours and may hold one, as a chat or a password manager. */
function isBusy(place: EventTarget): boolean {
  if (!(place instanceof Element)) return false;
  if (place instanceof HTMLInputElement) return place.type !== "checkbox";
  if (place instanceof HTMLElement && place.isContentEditable) return true;
  if (place.matches("details[open], select, textarea, iframe, object, embed, [role=textbox]")) return true;
  return place.localName.includes("-") && !place.localName.startsWith("follow-up-");
}

/**
 * The key as tables of keys name it: a Latin letter small, wherever it lies. Where the layout has no Latin letters, or a
 * digit only with Shift, it is the one that lies there on other keyboards.
 */
export function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  if ([...key].length > 1 || /^[a-z0-9?/]$/i.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit && !shiftKey) return digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter && /^[^\p{Script=Latin}\p{P}]$/u.test(key) ? letter.toLowerCase() : key;
}
