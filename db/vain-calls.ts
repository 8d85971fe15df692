import { CONTACT_KINDS } from "../app/domain/contact.ts";
import type { TriedOutcome } from "../app/domain/outcome.ts";
import type { Database } from "./collections.ts";

/** What one form wrote differs by less than this. */
const ONE_FORM_MILLISECONDS = 1_000;
const TELL_EVERY = 1_000;
const TRIED: TriedOutcome[] = ["noAnswer", "leftMessage"];

/** Writes into calls that were logged with a try what came of it, as they are since: so they are no contact. */
export async function markVainCalls({ activities }: Database, progress: (text: string) => void): Promise<void> {
  const fields = { organizationId: 1, contactId: 1, operationId: 1, at: 1, outcome: 1 } as const;
  const tried = activities.find({ action: "done", outcome: { $in: TRIED }, undone: { $exists: false } });
  let count = 0;
  for await (const { organizationId, contactId, operationId, at, outcome } of tried.project<Tried>(fields)) {
    // All that a file brings in can be one operation, of all that happened in years.
    const beside = { $gt: new Date(at.getTime() - ONE_FORM_MILLISECONDS), $lte: at };
    await activities.updateMany(
      { organizationId, contactId, at: beside, operationId, action: { $in: [...CONTACT_KINDS] } },
      { $set: { outcome } },
    );
    count += 1;
    if (count % TELL_EVERY === 0) progress(`${count} tries`);
  }
}

interface Tried {
  organizationId: string;
  contactId: string;
  operationId: string;
  at: Date;
  outcome: TriedOutcome;
}
