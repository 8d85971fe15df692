import { createElement, useEffect, useRef, type RefObject } from "react";
import type { FollowUpEventMap } from "../../../widgets/events.ts";
import type { FollowUpMenu } from "../../../widgets/follow-up-menu.ts";
import type { FollowUpRow } from "../../../widgets/follow-up-row.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { useFollowedLinks } from "../use-followed-links.ts";

/** Places of a contact's profile; the hub opens dialogs in place of the first and the last one. */
const LINKS = [
  { hash: "#done-as", label: "Done as…" },
  { hash: "#log", label: "Log a note" },
  { hash: "#follow-up", label: "Pick a date" },
];
const ADMIN_LINKS = [...LINKS, { hash: "#assignees", label: "Reassign" }];

/** What is chosen in a row's menu. */
interface RowMenuActions {
  followUps: readonly FollowUp[];
  snoozeUntil(id: string, until: string): void;
  changeQuality(id: string, leadQuality: LeadQuality | null): void;
  doneAs(followUp: FollowUp): void;
  pickDate(followUp: FollowUp): void;
}

/** Opens the one menu of all rows for the row that asks for it, and carries out what is chosen there. */
export function useRowMenu(actions: RowMenuActions) {
  const menu = useRef<FollowUpMenu>(null);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listened = new AbortController();
    // Once the page works, as it is nothing that the page begins with.
    const loaded = import("../../../widgets/follow-up-menu.define.ts").then(
      () => true,
      () => false,
    );
    const on = <Name extends keyof FollowUpEventMap>(
      target: HTMLElement | null,
      name: Name,
      listener: (event: FollowUpEventMap[Name]) => void,
    ) => target?.addEventListener(name, listener as EventListener, listened);
    on(document.body, "follow-up-menu", (event) => {
      const { contactId, href, opener } = event.detail;
      const followUp = latest.current.followUps.find(({ id }) => id === contactId);
      if (!followUp || !menu.current) return;
      event.preventDefault();
      void loaded.then((isLoaded) =>
        isLoaded ? menu.current?.open(followUp, href, opener) : window.location.assign(href),
      );
      const row = event.target as FollowUpRow;
      // A row that has been drawn anew meanwhile has another button where the one was that opened the menu.
      menu.current.ontoggle = ({ newState }) => {
        const isLost = !opener.isConnected && [document.body, menu.current].includes(document.activeElement as never);
        if (newState === "closed" && isLost) void row.focusControl("menu", { preventScroll: true });
      };
    });
    on(menu.current, "follow-up-action", ({ detail: { contactId, until } }) => {
      if (until) latest.current.snoozeUntil(contactId, until);
    });
    on(menu.current, "follow-up-quality", ({ detail: { contactId, leadQuality } }) =>
      latest.current.changeQuality(contactId, leadQuality),
    );
    on(menu.current, "follow-up-open", (event) => {
      const followUp = latest.current.followUps.find(({ id }) => id === event.detail.contactId);
      const { doneAs, pickDate } = latest.current;
      const { href } = event.detail;
      // The profile's own fields serve elsewhere; here the dialogs are nearer.
      const ask = href.endsWith("#done-as") ? doneAs : href.endsWith("#follow-up") ? pickDate : null;
      if (!followUp || !ask) return;
      event.preventDefault();
      ask(followUp);
    });
    return () => listened.abort();
  }, []);
  return menu;
}

/** The menu of all rows; without scripts a row's button leads to the profile, where the same can be done. */
export function RowMenu({
  menu,
  snoozeOptions,
  isAdmin,
}: {
  menu: RefObject<FollowUpMenu>;
  snoozeOptions: SnoozeOption[];
  isAdmin: boolean;
}) {
  const followLinks = useFollowedLinks();
  useEffect(() => {
    if (menu.current) Object.assign(menu.current, { snoozeOptions, links: isAdmin ? ADMIN_LINKS : LINKS });
  }, [menu, snoozeOptions, isAdmin]);
  return createElement("follow-up-menu", { ref: menu, popover: "auto", onClick: followLinks });
}
