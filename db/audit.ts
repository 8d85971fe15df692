import type { ClientSession } from "mongodb";
import type { AuditKind } from "../app/domain/audit.ts";
import { fits } from "../app/domain/characters.ts";
import type { AuditActor, AuditEventDocument, AuditSubject, Database } from "./collections.ts";

/** How long an event is kept, in days. */
const KEPT_DAYS = 365;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1_000;
const LONGEST_TEXT = 300;

/** Who does something, and from where. */
export interface AuditSource {
  by: AuditActor;
  /** The network address; empty for the command line. */
  address: string;
  /** What the browser calls itself; empty where there is none. */
  browser: string;
  now: Date;
}

/** What was done. */
export interface AuditEntry {
  /** Whose admins read it: one organization, or each that the person belongs to. */
  organizationId: string | readonly string[];
  kind: AuditKind;
  about?: AuditSubject | null;
  /** More in words, such as `member to admin`; never a secret. */
  detail?: string;
}

/** Writes an event to the audit log, in the session's transaction where there is one. */
export async function recordAudit(
  { auditEvents }: Database,
  { by, address, browser, now }: AuditSource,
  { organizationId, kind, about = null, detail = "" }: AuditEntry,
  session?: ClientSession,
): Promise<void> {
  const organizationIds = typeof organizationId === "string" ? [organizationId] : organizationId;
  if (organizationIds.length === 0) return;
  const event = {
    at: now,
    kind,
    by: { ...by, name: shortened(by.name) },
    about: about && { ...about, name: shortened(about.name) },
    detail: shortened(detail),
    address: shortened(address),
    browser: shortened(browser),
    people: peopleOf(by, about),
    expiresAt: new Date(now.getTime() + KEPT_DAYS * MILLISECONDS_A_DAY),
  };
  const events = organizationIds.map((id): AuditEventDocument => ({ organizationId: id, ...event }));
  await auditEvents.insertMany(events, session && { session });
}

/** The id of the user who acts; null where it is the command line or a key. */
export function actorId({ by }: Pick<AuditSource, "by">): string | null {
  return by.type === "user" ? by.id : null;
}

/** What the command line does, as the audit log names it. */
export function commandLine(now: Date): AuditSource {
  return { by: { type: "commandLine", id: null, name: "Command line" }, address: "", browser: "", now };
}

/** The emails of the users whom an event names, by which it is found. */
function peopleOf(...named: (AuditActor | AuditSubject | null)[]): string[] {
  return [...new Set(named.flatMap((one) => (one?.type === "user" ? [one.name] : [])))];
}

function shortened(text: string): string {
  return fits(text, LONGEST_TEXT)
    ? text
    : `${[...text.slice(0, 2 * LONGEST_TEXT)].slice(0, LONGEST_TEXT - 1).join("")}…`;
}
