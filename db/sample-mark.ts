import type { ClientSession } from "mongodb";
import type { Database } from "./collections.ts";

/** Counts a sample contact as one's own where a contact of one's own is merged into it; true where it was one. */
export async function keepAsOwn(
  { organizations }: Database,
  session: ClientSession,
  { organizationId, id, otherId }: { organizationId: string; id: string; otherId: string },
): Promise<boolean> {
  const isSample = { $and: [{ sampleContactIds: id }, { sampleContactIds: { $ne: otherId } }] };
  const taken = await organizations.updateOne(
    { _id: organizationId, ...isSample },
    { $pull: { sampleContactIds: id } },
    { session },
  );
  return taken.modifiedCount > 0;
}

/** Counts a contact as a sample one again. */
export async function keepAsSample(
  { organizations }: Database,
  session: ClientSession,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<void> {
  await organizations.updateOne({ _id: organizationId }, { $push: { sampleContactIds: id } }, { session });
}
