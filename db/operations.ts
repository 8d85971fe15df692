import { createHash } from "node:crypto";
import type { ClientSession, WithId } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import type { ActivityDocument, Database, OperationDocument } from "./collections.ts";
import type { OperationAction } from "./operation-action.ts";
import { newId } from "./ids.ts";
import type { Scope } from "./scope.ts";

const MILLISECONDS_IN_DAY = 86_400_000;
/** How long an operation can be undone, and its request repeated. */
const KEPT_DAYS = 30;
/** How many contacts a refusal names. */
const MOST_NAMED = 5;

/** A request as its operation remembers it. */
export interface OperationRequest {
  /** The operation's id where the caller has chosen it. */
  operationId: string | undefined;
  action: OperationAction;
  /** What the request is about: ids of contacts, or of the operation that it follows. */
  ids: readonly string[];
  /** What else it says, such as the date to snooze to. */
  values?: Record<string, CalendarDate | string | null | undefined>;
  /** Words that come with it: the record holds no more of them than that they are the same. */
  said?: readonly string[];
  now: Date;
}

/** Who asks: a user, or an API key by its id, whose entries in timelines no user has made. */
export type Asker = Scope & { isKey?: boolean };

/** Another request has that id already; `request` says in words which. */
export interface ReusedId {
  outcome: "reused";
  request: string;
}

/**
 * Does what a request asks for, inside the session's transaction, and records the answer: the same request under the
 * same id is given that answer again and changes nothing. An answer of null isn't recorded.
 */
export async function doOnce<Answer extends { count: number }>(
  database: Database,
  asker: Asker,
  session: ClientSession,
  request: OperationRequest,
  act: (operationId: string) => Promise<Answer | null>,
): Promise<{ outcome: "answered"; operationId: string; answer: Answer } | ReusedId | null> {
  const { action, operationId, now } = request;
  const asked = { operationId, action, request: textOf(request), requestHash: hashOf(request), now };
  return answerOnce(database, asker, session, asked, act);
}

/** What a form adds, under a key that it was given when it was made. */
export interface Addition {
  /** The form's key; undefined where it has none, and then every time counts. */
  operationId: string | undefined;
  /** What is added, in words such as `note of crm-1`. */
  request: string;
  /** All that the form says. */
  said: object;
  now: Date;
}

/**
 * Adds what a form asks for, inside the session's transaction: the same form sent again gets the same answer and adds
 * nothing more. An answer of null isn't recorded.
 */
export async function addOnce<Answer extends { id: string }>(
  database: Database,
  scope: Scope,
  session: ClientSession,
  { operationId, request, said, now }: Addition,
  act: (operationId: string) => Promise<Answer | null>,
): Promise<Answer | ReusedId | null> {
  if (operationId === undefined) return act(newId("op"));
  const asked = { operationId, request, requestHash: hashOfText(JSON.stringify(said)), now };
  const result = await answerOnce(database, scope, session, asked, act);
  return result?.outcome === "answered" ? result.answer : result;
}

/** True where that form has added something already. */
export async function isKnownForm(
  { operations }: Database,
  { organizationId, userId }: Scope,
  operationId: string,
): Promise<boolean> {
  return (await operations.countDocuments({ organizationId, userId, operationId }, { limit: 1 })) > 0;
}

interface AskedOnce {
  operationId: string | undefined;
  action?: OperationAction;
  request: string;
  requestHash: string;
  now: Date;
}

async function answerOnce<Answer extends object>(
  { operations, activities }: Database,
  { organizationId, userId, isKey = false }: Asker,
  session: ClientSession,
  { now, ...asked }: AskedOnce,
  act: (operationId: string) => Promise<Answer | null>,
): Promise<{ outcome: "answered"; operationId: string; answer: Answer } | ReusedId | null> {
  const operationId = asked.operationId ?? newId("op");
  const key = { organizationId, userId, operationId };
  const { requestHash } = asked;
  if (asked.operationId) {
    const known = await operations.findOne(key, { session });
    if (known?.answer && known.requestHash === requestHash) {
      return { outcome: "answered", operationId, answer: known.answer as Answer };
    }
    if (known) return { outcome: "reused", request: known.request };
    // What is older than the records is known by the timeline alone.
    const entry = { ...key, ...(isKey && { userId: null, loggedBy: userId }) };
    if (await activities.findOne(entry, { session })) return { outcome: "reused", request: "a change made long ago" };
  }
  const answer = await act(operationId);
  if (!answer) return null;
  await operations.insertOne({ ...asked, ...key, answer, undone: null, ...lifetimeOf(now) }, { session });
  return { outcome: "answered", operationId, answer };
}

/** What one operation of the user did within thirty days, an activity for each contact; empty where there is none. */
export function findOperation(
  { activities }: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  { operationId, now }: { operationId: string; now: Date },
): Promise<WithId<ActivityDocument>[]> {
  const since = new Date(now.getTime() - KEPT_DAYS * MILLISECONDS_IN_DAY);
  // What happened long ago may have been written down lately.
  const lately = { $or: [{ at: { $gte: since } }, { loggedAt: { $gte: since } }] };
  return activities.find({ organizationId, userId, operationId, ...lately }, { session }).toArray();
}

/** What the undo of an operation changed; null where it hasn't been undone. */
export async function findUndo(
  { operations }: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  operationId: string,
): Promise<OperationDocument["undone"]> {
  const record = await operations.findOne({ organizationId, userId, operationId }, { session });
  return record?.undone ?? null;
}

/** Records that an operation has been undone, so that this happens once. */
export async function recordUndo(
  { operations }: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  { operationId, undone, now }: { operationId: string; undone: OperationDocument["undone"]; now: Date },
): Promise<void> {
  const key = { organizationId, userId, operationId };
  const lifetime = lifetimeOf(now);
  const { matchedCount } = await operations.updateOne(
    key,
    { $set: { undone, expiresAt: lifetime.expiresAt } },
    { session },
  );
  if (matchedCount > 0) return;
  const record = { ...key, request: "a change that was undone", requestHash: "", answer: null, undone };
  await operations.insertOne({ ...record, ...lifetime }, { session });
}

/** Records the removal of a member, so that it can be undone. */
export async function recordRemoval(
  { operations }: Database,
  { organizationId, userId }: Scope,
  session: ClientSession,
  { operationId, removal, now }: { operationId: string; removal: OperationDocument["removal"] & object; now: Date },
): Promise<void> {
  const record = { organizationId, userId, operationId, request: "the removal of a member", requestHash: "", removal };
  await operations.insertOne({ ...record, answer: null, undone: null, ...lifetimeOf(now) }, { session });
}

function lifetimeOf(now: Date): Pick<OperationDocument, "at" | "expiresAt"> {
  return { at: now, expiresAt: new Date(now.getTime() + KEPT_DAYS * MILLISECONDS_IN_DAY) };
}

function hashOf({ action, ids, values = {}, said = [] }: OperationRequest): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const text = JSON.stringify([action, [...new Set(ids)].sort(), given.sort(), ...said]);
  return hashOfText(text);
}

function hashOfText(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Such as `snooze of crm-1, crm-2, until: 2030-01-15`. */
function textOf({ action, ids, values = {} }: OperationRequest): string {
  const named = ids.slice(0, MOST_NAMED).join(", ");
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  const rest = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : `, ${name}: ${value ?? "none"}`,
  );
  return `${action} of ${named}${more}${rest.join("")}`;
}
