import type { AuditKind } from "../app/domain/audit.ts";

/** Who did something: a member, a key, the command line, or nobody that is known, as where a sign-in failed. */
export interface AuditActor {
  type: "user" | "apiKey" | "commandLine" | "unknown";
  id: string | null;
  /** A user's email, a key's name. */
  name: string;
}

/** Whom or what something was done to. */
export interface AuditSubject {
  type: "user" | "invitation" | "apiKey" | "contact";
  id: string;
  /** A user's email, a key's name; a contact's id, as a log isn't where contacts are read. */
  name: string;
}

/** One entry of an organization's audit log; it is kept for a year. */
export interface AuditEventDocument {
  organizationId: string;
  at: Date;
  kind: AuditKind;
  by: AuditActor;
  about: AuditSubject | null;
  detail: string;
  /** The network address, and what the browser calls itself; empty for the command line. */
  address: string;
  browser: string;
  /** The emails of the users in `by` and `about`. */
  people: string[];
  expiresAt: Date;
}
