// What can be done with rows beside their buttons: loaded once the page works, as it is nothing that the page begins with.
import type { RefObject } from "react";
import "../../../widgets/follow-up-menu.define.ts";
import type { FollowUpEventMap } from "../../../widgets/events.ts";
import type { FollowUpMenu } from "../../../widgets/follow-up-menu.ts";
import type { FollowUpRow } from "../../../widgets/follow-up-row.ts";
import type { LeadQuality } from "../../domain/contact.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { NURTURE_DAYS } from "../../domain/outcome.ts";
import { hearLongPress } from "../long-press.ts";
import { hearSwipes } from "./swipe.ts";

/** What is chosen in a row's menu. */
export interface RowMenuActions {
  followUps: readonly FollowUp[];
  isAdmin: boolean;
  change(id: string, action: "nurture" | "clear"): void;
  snoozeUntil(id: string, until: string): void;
  changeQuality(id: string, leadQuality: LeadQuality | null): void;
  doneAs(followUp: FollowUp): void;
  pickDate(followUp: FollowUp): void;
}

/** Places of a contact's profile; the hub does at once what some of them are for, or opens a dialog. */
const LINKS = [
  { hash: "#done-as", label: "Done as…" },
  { hash: "#log", label: "Log a note" },
  { hash: "#follow-up", label: "Pick a date" },
];
/** Of one that was moved many times. */
const MOVED_LINKS = [
  { hash: "#nurture", label: `Nurture in ${NURTURE_DAYS} days` },
  { hash: "#clear", label: "No date" },
];
const REASSIGN = { hash: "#assignees", label: "Reassign" };

/** Opens the menu for a row that asks for it by its `opener`. */
export function openMenu(
  menu: FollowUpMenu,
  { followUp, href, opener, row }: { followUp: FollowUp; href: string; opener: Element; row: FollowUpRow },
  { isAdmin }: Pick<RowMenuActions, "isAdmin">,
): void {
  menu.links = [...LINKS, ...(followUp.moves ? MOVED_LINKS : []), ...(isAdmin ? [REASSIGN] : [])];
  void menu.open(followUp, href, opener);
  // A row that has been drawn anew meanwhile has another button where the one was that opened the menu.
  menu.ontoggle = ({ newState }) => {
    const isLost = !opener.isConnected && [document.body, menu].includes(document.activeElement as never);
    if (newState === "closed" && isLost) void row.focusControl("menu", { preventScroll: true });
  };
}

/** Hears of fingers on the rows of the page: drawn aside, or resting on Mark done, which asks what came of that row alone. */
export function hearFingers(latest: RefObject<RowMenuActions>, listened: AbortController): void {
  const main = document.getElementById("main");
  if (!main) return;
  hearSwipes(main, listened);
  const act = (button: Element) => {
    const id = button.closest("li")?.querySelector("input")?.value;
    const followUp = latest.current?.followUps.find((each) => each.id === id);
    if (followUp) latest.current?.doneAs(followUp);
  };
  hearLongPress(main, listened, { selector: ".rows [slot=done]", act });
}

/** Carries out what is chosen in the menu. */
export function hearChoices(menu: FollowUpMenu, latest: RefObject<RowMenuActions>, listened: AbortController): void {
  const on = <Name extends keyof FollowUpEventMap>(
    name: Name,
    listener: (event: FollowUpEventMap[Name], actions: RowMenuActions) => void,
  ) => {
    const hear = (event: Event) => latest.current && listener(event as FollowUpEventMap[Name], latest.current);
    menu.addEventListener(name, hear, listened);
  };
  on("follow-up-action", ({ detail: { contactId, until } }, { snoozeUntil }) => {
    if (until) snoozeUntil(contactId, until);
  });
  on("follow-up-quality", ({ detail: { contactId, leadQuality } }, { changeQuality }) =>
    changeQuality(contactId, leadQuality),
  );
  on("follow-up-open", (event, { followUps, doneAs, pickDate, change }) => {
    const { contactId, href } = event.detail;
    const followUp = followUps.find(({ id }) => id === contactId);
    // The profile's own fields serve elsewhere; here it is nearer.
    const act = new Map([
      ["done-as", doneAs],
      ["follow-up", pickDate],
      ["nurture", () => change(contactId, "nurture")],
      ["clear", () => change(contactId, "clear")],
    ]).get(href.split("#")[1] ?? "");
    if (!followUp || !act) return;
    event.preventDefault();
    act(followUp);
  });
}
