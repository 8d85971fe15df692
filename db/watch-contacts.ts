import type { Database } from "./collections.ts";

/**
 * Calls `onChange` once at first, and after each change of one of the organization's contacts; calls `onEnd` when the
 * deployment has no change streams, or no longer. Returns how to stop it.
 */
export function watchContacts(
  { contacts }: Database,
  organizationId: string,
  onChange: () => void,
  onEnd: () => void,
): () => void {
  // A contact that was erased isn't there to say whose it was.
  const ofOrganization = { $or: [{ "fullDocument.organizationId": organizationId }, { operationType: "delete" }] };
  const stream = contacts.watch([{ $match: ofOrganization }], { fullDocument: "updateLookup" });
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    onEnd();
  };
  stream.on("init", onChange);
  stream.on("change", onChange);
  stream.on("error", end);
  stream.on("end", end);
  return () => {
    ended = true;
    void stream.close();
  };
}
