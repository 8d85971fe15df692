import type { Filter, WithId } from "mongodb";
import type { AuditKind } from "../app/domain/audit.ts";
import type { AuditActor, AuditEventDocument, AuditSubject, Database } from "./collections.ts";
import { NEWEST_FIRST, readNewestFirst } from "./newest-first.ts";

/** Which events to read; null is any. */
export interface AuditQuery {
  kind: AuditKind | null;
  /** A user's email, in lower case. */
  person: string | null;
  since: Date | null;
  /** Not included. */
  until: Date | null;
}

/** Some of an organization's events, the newest first, and where older ones begin; null where there are none. */
export interface AuditPage {
  events: WithId<AuditEventDocument>[];
  older: string | null;
}

/** The organization's events, those behind the place `olderThan`. */
export async function listAuditEvents(
  { auditEvents }: Database,
  organizationId: string,
  query: AuditQuery,
  { olderThan, limit }: { olderThan: string | null; limit: number },
): Promise<AuditPage> {
  const { since } = query;
  const matching = filterOf(organizationId, query);
  const { documents: events, older } = await readNewestFirst(auditEvents, matching, { since, olderThan, limit });
  return { events, older };
}

/** All of the organization's events that match, the newest first, a few at a time. */
export function eachAuditEvent(
  { auditEvents, lateReads }: Database,
  organizationId: string,
  query: AuditQuery,
): AsyncIterable<AuditEventDocument> {
  return auditEvents.find(filterOf(organizationId, query), lateReads).sort(NEWEST_FIRST).batchSize(200);
}

/** Who did something, or to whom or what, as people read it. */
export function auditName({ type, name }: AuditActor | AuditSubject): string {
  if (type === "unknown") return "Somebody unknown";
  if (type === "apiKey") return `API key “${name}”`;
  return type === "contact" ? `contact ${name}` : name;
}

function filterOf(organizationId: string, { kind, person, since, until }: AuditQuery): Filter<AuditEventDocument> {
  return {
    organizationId,
    ...(kind && { kind }),
    ...(person && { people: person }),
    ...((since || until) && { at: { ...(since && { $gte: since }), ...(until && { $lt: until }) } }),
  };
}
