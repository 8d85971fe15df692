import type { ChangedFollowUps } from "../app/domain/due-list.ts";
import type { FollowUp } from "../app/domain/follow-up.ts";
import { contactHref } from "./contact-href.ts";
import type { FollowUpRow } from "./follow-up-row.ts";
import type { FollowUpMessages } from "./messages.ts";
import { rowAttributes } from "./row-attributes.ts";

/** The parts of a row that a page can style through the panel. */
const ROW_PARTS =
  "card,overdue,avatar,photo,name,flame,chip,hot,warm,cold,nurture,meta,reason,company,note,actions,snooze,done,menu";

/** One row of the panel and what is happening to it. */
export interface Entry {
  followUp: FollowUp;
  /** Whether a click has taken it out. */
  out: boolean;
  /** How many of its requests are under way. */
  pending: number;
  /** Settles when its motion on the way out is over. */
  left: Promise<void> | null;
  /** Its place in the list, once it has one. */
  item: HTMLLIElement | null;
}

/** What the server tells of a change; nothing where it has refused. */
export type Sent = Promise<ChangedFollowUps | undefined>;

/** The entries for the server's answer; a row that stays keeps its place on the page. */
export function toEntries(followUps: readonly FollowUp[], before: readonly Entry[]): Entry[] {
  return followUps.map((followUp) => {
    const kept = before.find(({ out, followUp: { contactId } }) => !out && contactId === followUp.contactId);
    return { followUp, out: false, pending: 0, left: null, item: kept?.item ?? null };
  });
}

/** True while a row is in the list: it is due, or on its way out. */
export function isShown(entry: Entry): boolean {
  return !entry.out || entry.left !== null;
}

/** The `<follow-up-row>` of an entry that is in the list. */
export function rowOf(entry: Entry | undefined): FollowUpRow | null {
  return (entry?.item?.firstElementChild as FollowUpRow | null | undefined) ?? null;
}

/** Makes `list` hold the entries on show, in their order, without moving the rows that stay. */
export function showRows(
  list: Element,
  entries: readonly Entry[],
  pattern: string,
  text: FollowUpMessages,
  messages: Partial<FollowUpMessages>,
): void {
  const items = entries.filter(isShown).map((entry) => {
    const { followUp, pending, out } = entry;
    const item = (entry.item ??= document.createElement("li"));
    if (!item.firstChild) item.append(document.createElement("follow-up-row"));
    const row = item.firstChild as FollowUpRow;
    const attributes = rowAttributes(
      { ...followUp, reason: text.reason(followUp), lastNote: text.lastNote(followUp) },
      contactHref(pattern, followUp.contactId),
    );
    for (const [name, value] of Object.entries({ ...attributes, exportparts: ROW_PARTS, busy: pending > 0 })) {
      if (value === false) row.removeAttribute(name);
      else row.setAttribute(name, value === true ? "" : value);
    }
    row.messages = messages;
    item.inert = out;
    return item;
  });
  for (const child of [...list.children]) if (!items.includes(child as HTMLLIElement)) child.remove();
  items.forEach((item, index) => {
    const present = list.children[index];
    if (present !== item) list.insertBefore(item, present ?? null);
  });
}
