import type { CalendarDate } from "../domain/calendar.ts";
import { contactListQuery, type ContactListRequest, type ContactPlace } from "../domain/contact-list.ts";
import type { ContactEntry } from "../database.server.ts";
import { lastNote } from "../domain/last-note-text.ts";
import type { ReadPage } from "./matching-contacts.server.ts";
import type { Reader } from "../domain/date-text.ts";

/** A contact as the table shows it; `lastNote` such as `Called 18 Nov: wants 3 bedrooms`. */
export type ContactRowView = ReadPage["contacts"][number] & { lastNote: string | null };

/** A page of contacts with what was noted last, and the addresses of the pages around it; null where there is none. */
export function contactPageView(
  page: ReadPage,
  list: ContactListRequest,
  histories: Map<string, ContactEntry[]>,
  reader: Reader & { today: CalendarDate },
) {
  const contacts = page.contacts.map((contact): ContactRowView => ({
    ...contact,
    lastNote: lastNote(histories.get(contact.id) ?? [], reader),
  }));
  const at = (place: { after?: ContactPlace; before?: ContactPlace }) =>
    `/contacts${contactListQuery({ ...list, after: null, before: null, ...place })}`;
  const { after, before } = list;
  const here = `/contacts${contactListQuery(list)}`;
  const selecting = (what: "all" | "matching") => `${here}${here.includes("?") ? "&" : "?"}select=${what}`;
  const links = {
    here,
    selectAllHref: selecting("all"),
    selectMatchingHref: page.previous || page.next ? selecting("matching") : null,
    first: after || before ? at({}) : null,
    previous: page.previous && at({ before: page.previous }),
    next: page.next && at({ after: page.next }),
  };
  return { contacts, isCut: page.isCut, links };
}
