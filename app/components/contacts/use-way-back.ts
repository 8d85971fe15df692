import { useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { AccountView } from "../../auth/account-view.ts";
import { TO_CONTACTS, wayBackTo, type WayBack } from "../../contacts/way-back.ts";

/** The list that each user was in last in this tab, while it is open: only in the browser is anything put here. */
const lists = new Map<string, string>();

/** Remembers in this tab which list the user was in last, with its filter and search. */
export function useRememberedList(account: AccountView): void {
  const { pathname, search } = useLocation();
  const user = userOf(account);
  useEffect(() => {
    if (wayBackTo(pathname + search)) lists.set(user, pathname + search);
  }, [user, pathname, search]);
}

/** The way back to the list that the user was in last: as this tab remembers it, else as the server saw it. */
export function useWayBack(account: AccountView, seen: WayBack | null): WayBack {
  const [remembered, setRemembered] = useState<WayBack | null>(null);
  const user = userOf(account);
  useEffect(() => setRemembered(wayBackTo(lists.get(user))), [user]);
  // What the server saw first: later it is asked by the profile itself.
  const [first] = useState(seen);
  return remembered ?? first ?? seen ?? TO_CONTACTS;
}

/** Whoever else signs in here, or works for another organization, has searched for something else. */
function userOf({ email, organization }: AccountView): string {
  return `${email} in ${organization.id}`;
}
