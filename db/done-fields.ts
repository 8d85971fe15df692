import { NO_CADENCE_DAYS } from "../app/domain/cadence.ts";
import { ownRhythmText } from "../app/domain/cadence-text.ts";
import type { FieldChange } from "../app/domain/contact.ts";
import type { ChangeAction, Said } from "../app/domain/outcome.ts";
import type { ActivityDocument, ContactDocument } from "./collections.ts";

/** Fields of a contact that change with its date. */
export type ChangedFields = Partial<Pick<ContactDocument, "leadQuality" | "cadenceDays">>;

/** What becomes of a contact's other fields: one who isn't interested has no cadence any more, one to nurture that quality. */
export function fieldsOfChange({ action, outcome, leadQuality }: Said & { action: ChangeAction }): ChangedFields {
  if (action === "nurture") return { leadQuality: "NURTURE" };
  if (outcome !== "notInterested") return {};
  return { cadenceDays: NO_CADENCE_DAYS, ...(leadQuality !== undefined && { leadQuality }) };
}

/** What a contact's timeline tells of the change beside the date. */
export function toldOfChange(
  contact: Pick<ContactDocument, "leadQuality" | "cadenceDays">,
  said: Said & { action: ChangeAction },
): Pick<ActivityDocument, "outcome" | "text" | "changes" | "cadence"> {
  const { outcome, note: text } = said;
  const told = { ...(outcome && { outcome }), ...(text !== undefined && { text }) };
  const { cadenceDays: after, leadQuality } = fieldsOfChange(said);
  const before = contact.cadenceDays ?? null;
  const changes: FieldChange[] = [];
  if (leadQuality !== undefined && leadQuality !== contact.leadQuality) {
    changes.push({ field: "leadQuality", before: contact.leadQuality, after: leadQuality });
  }
  if (after === undefined || after === before) return { ...told, ...(changes.length > 0 && { changes }) };
  changes.push({ field: "cadence", before: ownRhythmText(before), after: ownRhythmText(after) });
  return { ...told, changes, cadence: { before, after } };
}
