import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { AccountView } from "../../auth/account-view.ts";
import { TO_CONTACTS, wayBackTo, type WayBack } from "../../contacts/way-back.ts";

/** Remembers in this tab which list the user was in last, with its filter and search. */
export function useRememberedList(account: AccountView): void {
  const { pathname, search } = useLocation();
  const name = nameFor(account);
  useEffect(() => {
    if (wayBackTo(pathname + search)) inStorage((storage) => storage.setItem(name, pathname + search));
  }, [name, pathname, search]);
}

/** The way back to the list that the user was in last: as this tab remembers it, else as the server saw it. */
export function useWayBack(account: AccountView, seen: WayBack | null): WayBack {
  const [remembered, setRemembered] = useState<WayBack | null>(null);
  const name = nameFor(account);
  useEffect(() => setRemembered(wayBackTo(inStorage((storage) => storage.getItem(name)))), [name]);
  return remembered ?? seen ?? TO_CONTACTS;
}

/** Whoever else signs in here, or works for another organization, has searched for something else. */
function nameFor({ email, organization }: AccountView): string {
  return `list of ${email} in ${organization.id}`;
}

/** Where the browser keeps nothing, there is nothing to remember. */
function inStorage<Result>(act: (storage: Storage) => Result): Result | null {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}
