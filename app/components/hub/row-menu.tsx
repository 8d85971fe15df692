import { createElement, useEffect, useRef, type RefObject } from "react";
import type { FollowUpEventMap } from "../../../widgets/events.ts";
import type { FollowUpMenu } from "../../../widgets/follow-up-menu.ts";
import type { FollowUpRow } from "../../../widgets/follow-up-row.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import { useFollowedLinks } from "../use-followed-links.ts";
import type { RowMenuActions } from "./beside-buttons.ts";

/** Opens the one menu of all rows for the row that asks for it, carries out what is chosen there, and hears of fingers on rows. */
export function useRowMenu(actions: RowMenuActions) {
  const menu = useRef<FollowUpMenu>(null);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const listened = new AbortController();
    const loaded = import("./beside-buttons.ts").catch(() => null);
    void loaded.then((beside) => {
      beside?.hearFingers(latest, listened);
      if (menu.current) beside?.hearChoices(menu.current, latest, listened);
    });
    const onMenu = (event: FollowUpEventMap["follow-up-menu"]) => {
      const { contactId, href, opener } = event.detail;
      const followUp = latest.current.followUps.find(({ id }) => id === contactId);
      if (!followUp || !menu.current) return;
      event.preventDefault();
      const asked = { followUp, href, opener, row: event.target as FollowUpRow };
      void loaded.then((beside) =>
        beside ? menu.current && beside.openMenu(menu.current, asked, latest.current) : window.location.assign(href),
      );
    };
    document.body.addEventListener("follow-up-menu", onMenu as EventListener, listened);
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
