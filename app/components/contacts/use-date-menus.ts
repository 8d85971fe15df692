import { useNavigation } from "@remix-run/react";
import { useLayoutEffect, useRef, type FormEvent, type KeyboardEvent, type RefObject } from "react";
import { nearestRow } from "../nearest-row.ts";

/**
 * What a table of contacts listens to, so that a date is sent once, and that the focus goes to the next row's date where
 * the row leaves for it; where no row is left, to the heading that says so.
 */
export function useDateMenus(contacts: readonly { id: string }[], emptyHeading: RefObject<HTMLElement>) {
  const { formMethod, formData } = useNavigation();
  const underWay = formMethod === "POST" ? formData?.get("id") : null;
  const sent = useRef<string | null>(null);
  const order = useRef(contacts);

  useLayoutEffect(() => {
    const [before, id] = [order.current, sent.current];
    if (before === contacts) return;
    order.current = contacts;
    sent.current = null;
    const here = new Set(contacts.map((contact) => contact.id));
    if (id === null || here.has(id) || document.activeElement !== document.body) return;
    const next = nearestRow(before, new Set([id]), (each) => here.has(each));
    const field = [...document.querySelectorAll<HTMLInputElement>(".date-menu input[name=id]")].find(
      ({ value }) => value === next,
    );
    (field?.closest(".date-menu")?.querySelector("summary") ?? emptyHeading.current)?.focus();
  }, [contacts, emptyHeading]);

  return {
    onSubmitCapture: (event: FormEvent) => {
      const id = new FormData(event.target as HTMLFormElement).get("id");
      if (id !== null && id === underWay) event.preventDefault();
      else sent.current = String(id);
    },
    // Enter held down would choose again, or open what has just been closed.
    onKeyDownCapture: (event: KeyboardEvent) => {
      if (event.repeat && event.key === "Enter") event.preventDefault();
    },
  };
}

/** The listeners that `useDateMenus` returns. */
export type DateMenuListeners = ReturnType<typeof useDateMenus>;
