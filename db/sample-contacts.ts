import { Readable } from "node:stream";
import type { Temporal } from "temporal-polyfill";
import type { CalendarDate } from "../app/domain/calendar.ts";
import { recordAudit, type AuditSource } from "./audit.ts";
import type { Database, OrganizationDocument } from "./collections.ts";
import { forgetCount, isFirst } from "./counts.ts";
import { newId } from "./ids.ts";
import { importContacts } from "./import/import-contacts.ts";
import { doOnce } from "./operations.ts";
import { findOrganization } from "./organizations.ts";
import { removeContact } from "./removed-contacts.ts";
import type { MemberScope } from "./scope.ts";
import { SAMPLE_COUNT, sampleExport } from "./seed/sample-contacts.ts";

/** An admin who tries the hub with made-up contacts, which become theirs. */
export interface SampleScope extends MemberScope {
  email: string;
  today: CalendarDate;
}

/** How many of the organization's contacts are sample ones, of which it has had those with these ids. */
export async function countSampleContacts(
  { contacts }: Database,
  { organizationId }: Pick<MemberScope, "organizationId">,
  ids: readonly string[],
): Promise<number> {
  return ids.length > 0 ? contacts.countDocuments({ organizationId, id: { $in: [...ids] } }) : 0;
}

/** Imports the sample contacts where there is no contact yet, and returns how many; null where there is one. */
export async function addSampleContacts(
  database: Database,
  scope: SampleScope,
  source: AuditSource,
  now: Temporal.Instant,
): Promise<number | null> {
  const { organizationId } = scope;
  const organization = await findOrganization(database, organizationId);
  if (!organization) throw new Error(`There is no organization ${organizationId}`);
  // Two imports of the same notes at once would each find none of them.
  const turn = `sample contacts of ${organizationId}`;
  const [from, until] = [now, now.add({ minutes: 1 })].map((each) => new Date(each.epochMilliseconds)) as [Date, Date];
  if (!(await isFirst(database, turn, from, until))) return null;
  try {
    return await importSampleContacts(database, { organization, scope, source, now });
  } finally {
    await forgetCount(database, turn);
  }
}

interface SampleImport {
  organization: OrganizationDocument;
  scope: SampleScope;
  source: AuditSource;
  now: Temporal.Instant;
}

async function importSampleContacts(
  database: Database,
  { organization, scope, source, now }: SampleImport,
): Promise<number | null> {
  const { organizationId, userId } = scope;
  if (await database.contacts.findOne({ organizationId }, { projection: { _id: 1 } })) return null;
  const text = sampleExport(await claimIds(database, organizationId), { ...scope, now });
  const file = Readable.from([Buffer.from(text)]);
  const result = await importContacts(database, { organization, source: file, userId, now });
  if (result.outcome !== "imported") throw new Error("The sample contacts can't be imported");
  const { added } = result.summary;
  // A second press was as quick.
  if (added === 0) return null;
  const detail = `Sample contacts: ${added} added`;
  await recordAudit(database, source, { organizationId, kind: "imported", detail });
  return added;
}

/** Removes every sample contact that is left, whatever was done to it, in one operation that can be undone for a day. */
export async function removeSampleContacts(
  database: Database,
  scope: MemberScope,
  source: AuditSource,
): Promise<{ operationId: string; count: number } | null> {
  const { organizationId } = scope;
  const { now } = source;
  return database.client.withSession((session) =>
    session.withTransaction(async () => {
      const organization = await database.organizations.findOne({ _id: organizationId }, { session });
      const ids = { $in: organization?.sampleContactIds ?? [] };
      const found = await database.contacts.find({ organizationId, id: ids }, { session }).toArray();
      if (found.length === 0) return null;
      const request = { operationId: undefined, action: "delete", ids: found.map(({ id }) => id), now } as const;
      const result = await doOnce(database, scope, session, request, async (operationId) => {
        for (const contact of found) {
          await removeContact(database, session, { organizationId, operationId, now }, { contact });
        }
        await database.activities.deleteMany({ organizationId, contactId: ids }, { session });
        const detail = `${found.length} sample contacts`;
        await recordAudit(database, source, { organizationId, kind: "contactDeleted", detail }, session);
        return { count: found.length };
      });
      if (result?.outcome !== "answered") throw new Error("The sample contacts can't be removed");
      return { operationId: result.operationId, count: found.length };
    }),
  );
}

/** The ids of the organization's sample contacts, the same each time, so that they are never more. */
function claimIds({ client, organizations }: Database, _id: string): Promise<string[]> {
  return client.withSession((session) =>
    session.withTransaction(async () => {
      const { sampleContactIds: known = [] } = (await organizations.findOne({ _id }, { session })) ?? {};
      const missing = Array.from({ length: Math.max(0, SAMPLE_COUNT - known.length) }, () => newId("contact"));
      const ids = [...known, ...missing];
      if (missing.length > 0) await organizations.updateOne({ _id }, { $set: { sampleContactIds: ids } }, { session });
      return ids;
    }),
  );
}
