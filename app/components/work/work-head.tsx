import { Link } from "@remix-run/react";
import { profileHref } from "../../contacts/way-back.ts";
import type { Contact } from "../../domain/contact.ts";
import type { PhonePart } from "../../domain/phone-parts.ts";
import { AssigneeNames } from "../contacts/assignee-names.tsx";
import { ContactHead } from "../contacts/contact-head.tsx";
import { useShortcut } from "../shortcuts.tsx";

/** Who is at hand, with the way to their profile. */
export function WorkHead({
  contact,
  phones,
  lastContact,
  assignees,
}: {
  contact: Contact;
  phones: PhonePart[];
  lastContact: string | null;
  assignees: string[];
}) {
  const { attributes, hint } = useShortcut("o");
  return (
    <ContactHead
      contact={contact}
      phones={phones}
      lastContact={lastContact}
      editHref={`${profileHref(contact.id, { isEditing: true })}#details`}
    >
      <div className="page-header">
        <p className="muted">
          Assigned to <AssigneeNames names={assignees} />
        </p>
        <Link to={profileHref(contact.id)} {...attributes}>
          Profile {hint}
        </Link>
      </div>
    </ContactHead>
  );
}
