import { Link } from "@remix-run/react";
import { useRef } from "react";
import type { ListedContact } from "../../database.server.ts";
import type { SnoozeOption } from "../../domain/snooze.ts";
import type { Message } from "../../message.server.ts";
import { ContactRow } from "./contact-row.tsx";
import { ContactsBar } from "./contacts-bar.tsx";
import { useTicks } from "./use-ticks.ts";

/** What a list shows. */
export interface ContactListProps {
  contacts: ListedContact[];
  /** True where the server has ticked every row. */
  selectAll: boolean;
  /** The page's address, and the same with every row ticked. */
  here: string;
  selectAllHref: string;
  options: SnoozeOption[];
  members: { id: string; name: string }[] | null;
  message: Message | null;
}

/** Contacts with a follow-up date each, and a bar that acts on the ticked ones. */
export function ContactList(props: ContactListProps) {
  const { contacts, selectAll, here, selectAllHref, options, members, message } = props;
  const list = useRef<HTMLDivElement>(null);
  const ticks = useTicks(list, contacts, message);
  const nameOf = members && new Map(members.map(({ id, name }) => [id, name]));
  return (
    <div className="contact-list" ref={list}>
      <div className="follow-ups-toolbar">
        <Link
          to={selectAllHref}
          className="button"
          onClick={(event) => {
            event.preventDefault();
            ticks.tickAll(true);
          }}
        >
          Select all
        </Link>
        <p role="status">
          {contacts.length} {contacts.length === 1 ? "contact" : "contacts"} on this page
        </p>
      </div>
      {/* The checkboxes inside are what acts; the list only hears of them. */}
      <ul className="contacts" aria-label="Contacts" onChange={ticks.recount}>
        {contacts.map((contact) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            assignees={nameOf && contact.assigneeIds.flatMap((id) => nameOf.get(id) ?? [])}
            selected={selectAll}
          />
        ))}
      </ul>
      <ContactsBar
        here={here}
        options={options}
        members={members}
        clear={() => ticks.tickAll(false)}
        count={ticks.count}
      />
    </div>
  );
}
