import { createElement, useEffect, useRef, type RefObject } from "react";
import type { FollowUpEventMap } from "../../../widgets/events.ts";
import type { FollowUpMenu } from "../../../widgets/follow-up-menu.ts";
import type { FollowUpRow } from "../../../widgets/follow-up-row.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { useFollowedLinks } from "../use-followed-links.ts";

/** Places of a contact's profile; the hub does at once what some of them are for, or opens a dialog. */
const LINKS = [
  { hash: "#done-as", label: "Done as…" },
  { hash: "#log", label: "Log a note" },
  { hash: "#follow-up", label: "Pick a date" },
];
const REASSIGN = { hash: "#assignees", label: "Reassign" };
/** Of one that was moved many times. */
const MOVED_LINKS = [
  { hash: "#nurture", label: "Nurture in 30 days" },
  { hash: "#clear", label: "No date" },
];

/** What is chosen in a row's menu. */
interface RowMenuActions {
  followUps: readonly FollowUp[];
  isAdmin: boolean;
  change(id: string, action: "nurture" | "clear"): void;
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
      const moved = followUp.moves ? MOVED_LINKS : [];
      menu.current.links = [...LINKS, ...moved, ...(latest.current.isAdmin ? [REASSIGN] : [])];
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
      const { doneAs, pickDate, change } = latest.current;
      const [, place = ""] = event.detail.href.split("#");
      // The profile's own fields serve elsewhere; here the dialogs are nearer.
      const ask = place === "done-as" ? doneAs : place === "follow-up" ? pickDate : null;
      const action = place === "nurture" || place === "clear" ? place : null;
      if (!followUp || !(ask || action)) return;
      event.preventDefault();
      ask?.(followUp);
      if (action) change(followUp.id, action);
    });
    return () => listened.abort();
  }, []);
  return menu;
}

/** The menu of all rows; without scripts a row's button leads to the profile, where the same can be done. */
export function RowMenu({ menu, snoozeOptions }: { menu: RefObject<FollowUpMenu>; snoozeOptions: SnoozeOption[] }) {
  const followLinks = useFollowedLinks();
  useEffect(() => {
    if (menu.current) Object.assign(menu.current, { snoozeOptions });
  }, [menu, snoozeOptions]);
  return createElement("follow-up-menu", { ref: menu, popover: "auto", onClick: followLinks });
}
