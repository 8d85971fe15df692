import { MongoServerError, type ChangeStreamDocument, type ObjectId } from "mongodb";
import type { ContactDocument, Database } from "./collections.ts";

/** Codes of a deployment that has no change streams: a single server, some services, and the embedded database. */
const UNSUPPORTED = [40_573, 115, 238];

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
 * Watches the contacts of all organizations by one change stream. Calls `onChange` when it is open, and after changes; calls
 * `onEnd` when it can't go on: `isSupported` is false where the deployment has no change streams. Returns how to stop it.
 */
export function watchContacts(
  { contacts }: Database,
  onChange: (organizations: ChangedOrganizations) => void,
  onEnd: (isSupported: boolean) => void,
): () => void {
  const stream = contacts.watch<ContactDocument, ChangeStreamDocument<ContactDocument>>(EVENTS);
  let [ended, isAny] = [false, false];
  let unknown: ObjectId[] = [];
  let timer: NodeJS.Timeout | undefined;
  const ask = async () => {
    const ids = unknown;
    const isOfAny = isAny || ids.length > MOST_GATHERED;
    [unknown, isAny, timer] = [[], false, undefined];
    if (isOfAny) return onChange("any");
    const projection = { _id: 0, organizationId: 1 };
    const found = await contacts.find({ _id: { $in: ids } }, { projection }).toArray();
    // One that has gone meanwhile tells of itself by another event.
    onChange([...new Set(found.map(({ organizationId }) => organizationId))]);
  };
  const end = (error?: unknown) => {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    onEnd(!(error instanceof MongoServerError && UNSUPPORTED.includes(Number(error.code))));
  };
  // The first place to resume at is told as soon as it is open.
  stream.once("resumeTokenChanged", () => onChange("any"));
  stream.on("change", (event) => {
    const organizationId = organizationOf(event);
    if (organizationId !== undefined) return onChange([organizationId]);
    // What is gone can't be asked whose it was.
    if (event.operationType === "delete" || !("documentKey" in event)) isAny = true;
    else if (unknown.length <= MOST_GATHERED) unknown.push(event.documentKey._id);
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
