import type { ChangeStreamDocument, ObjectId } from "mongodb";
import type { ContactDocument, Database } from "./collections.ts";

/** Changes whose organization isn't told are gathered for this long, and then asked about together. */
const GATHER_MILLISECONDS = 100;
const MOST_GATHERED = 1_000;

/** What an event tells by itself; where contacts are sharded its key has the organization. */
const EVENTS = [
  { $match: { operationType: { $in: ["insert", "replace", "update", "delete"] } } },
  { $project: { operationType: 1, documentKey: 1, "fullDocument.organizationId": 1 } },
];

/** The organizations whose contacts have changed; `any` where that can't be known. */
export type ChangedOrganizations = readonly string[] | "any";

/**
 * Watches the contacts of all organizations by one change stream. Calls `onChange` once at first, and after changes; calls
 * `onEnd` when the deployment has no change streams (`hasWorked` is false), or no longer. Returns how to stop it.
 */
export function watchContacts(
  { contacts }: Database,
  onChange: (organizations: ChangedOrganizations) => void,
  onEnd: (hasWorked: boolean) => void,
): () => void {
  const stream = contacts.watch<ContactDocument, ChangeStreamDocument<ContactDocument>>(EVENTS);
  let [ended, hasWorked] = [false, false];
  let unknown: ObjectId[] = [];
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    const ids = unknown;
    [unknown, timer] = [[], undefined];
    if (ids.length > MOST_GATHERED) return onChange("any");
    const projection = { _id: 0, organizationId: 1 };
    const found = await contacts.find({ _id: { $in: ids } }, { projection }).toArray();
    // One that has gone meanwhile tells of itself by another event.
    onChange([...new Set(found.map(({ organizationId }) => organizationId))]);
  };
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    onEnd(hasWorked);
  };
  stream.on("init", () => {
    hasWorked = true;
    onChange("any");
  });
  stream.on("change", (event) => {
    const organizationId = organizationOf(event);
    if (organizationId !== undefined) return onChange([organizationId]);
    // What is gone can't be asked whose it was.
    if (event.operationType === "delete" || !("documentKey" in event)) return onChange("any");
    if (unknown.length <= MOST_GATHERED) unknown.push(event.documentKey._id);
    timer ??= setTimeout(() => void ask().catch(() => onChange("any")), GATHER_MILLISECONDS);
  });
  stream.on("error", end);
  stream.on("end", end);
  return () => {
    ended = true;
    clearTimeout(timer);
    void stream.close();
  };
}

function organizationOf(event: ChangeStreamDocument<ContactDocument>): string | undefined {
  const told = event as {
    fullDocument?: Partial<ContactDocument>;
    documentKey?: Partial<ContactDocument>;
  };
  return told.fullDocument?.organizationId ?? told.documentKey?.organizationId;
}
