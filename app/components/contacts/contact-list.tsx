import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { ContactRowView } from "../../contacts/contact-page-view.ts";
import type { CalendarDate } from "../../domain/calendar.ts";
import type { ContactListRequest } from "../../domain/contact-list.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import type { Message } from "../../message.server.ts";
import { useShortcut } from "../shortcuts.tsx";
import { useSelection } from "../use-selection.ts";
import { ContactHeads } from "./contact-heads.tsx";
import { ContactRow } from "./contact-row.tsx";
import { ContactsBar } from "./contacts-bar.tsx";
import type { DateMenuListeners } from "./use-date-menus.ts";

/** What a list shows. */
export interface ContactListProps {
  list: ContactListRequest;
  contacts: ContactRowView[];
  /** What the address ticks: every row, and how many contacts with those of other pages, or why not these. */
  selected: { isAll: boolean; matching: number | null; tooMany: string | null };
  /** How many there are, in words. */
  shown: string;
  /** The page's address, the same with every row ticked, and with all that match where there are other pages. */
  links: { here: string; selectAllHref: string; selectMatchingHref: string | null };
  today: CalendarDate;
  options: SnoozeOption[];
  members: { id: string; name: string }[] | null;
  message: Message | null;
  dateMenus: DateMenuListeners;
}

/** A table of contacts, which a narrow window shows as a list, and a bar that acts on the ticked ones. */
export function ContactList({
  list,
  contacts,
  selected,
  shown,
  links,
  today,
  options,
  members,
  message,
  dateMenus,
}: ContactListProps) {
  const root = useRef<HTMLDivElement>(null);
  const selection = useSelection(root, "contactIds", contacts, selected.isAll ? contacts.length : 0);
  const { count, tickAll, onClick } = selection;
  const all = useShortcut("a");
  const nameOf = members && new Map(members.map(({ id, name }) => [id, name]));
  const allTicked = count >= contacts.length;
  const matching = allTicked ? selected.matching : null;
  const selectMatchingHref = allTicked && matching === null ? links.selectMatchingHref : null;

  useEffect(() => {
    if (selected.isAll) tickAll(true);
  }, [selected.isAll, tickAll]);
  useEffect(() => {
    // What could not be done can be mended where it stands.
    if (!message || message.tone === "error") return;
    tickAll(false);
    for (const menu of root.current?.querySelectorAll("details[open]") ?? []) {
      if (menu.contains(document.activeElement)) menu.querySelector("summary")?.focus();
      menu.removeAttribute("open");
    }
  }, [message, tickAll]);

  return (
    <div className="contact-list" ref={root}>
      <div className="contact-list-head">
        <Link
          to={links.selectAllHref}
          className="button"
          {...(!selectMatchingHref && all.attributes)}
          onClick={(event) => {
            event.preventDefault();
            tickAll(true);
          }}
        >
          Select all {!selectMatchingHref && all.hint}
        </Link>
        {selectMatchingHref && (
          <Link to={selectMatchingHref} className="button button-quiet" replace preventScrollReset {...all.attributes}>
            Select all that match {all.hint}
          </Link>
        )}
        <p role="status">{selected.tooMany ?? shown}</p>
      </div>
      {/* The checkboxes inside are what acts; the table only hears of them. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions */}
      <table role="table" className="contact-table" aria-label="Contacts" onClick={onClick} {...dateMenus}>
        <ContactHeads list={list} hasOwners={nameOf !== null} />
        <tbody>
          {contacts.map((contact) => (
            <ContactRow
              key={contact.id}
              contact={contact}
              owners={nameOf && contact.assigneeIds.flatMap((id) => nameOf.get(id) ?? [])}
              selected={selected.isAll}
              today={today}
              options={options}
            />
          ))}
        </tbody>
      </table>
      <ContactsBar
        here={links.here}
        options={options}
        members={members}
        shown={contacts.length}
        matching={matching}
        count={count}
        clear={(event) => {
          // All of them are ticked by the address, which the link leaves.
          if (!selected.isAll) event.preventDefault();
          tickAll(false);
        }}
      />
    </div>
  );
}
