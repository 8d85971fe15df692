/** An operation with a body as it would be in order. */
export interface Call {
  method: "GET" | "POST" | "PATCH";
  path: string;
  query?: string[];
  body?: Record<string, unknown>;
  /** Another body, with what the first one can't have. */
  otherBody?: Record<string, unknown>;
}

const CONTACT = {
  ...{ id: "spare", name: "Nia", email: "n@example.com", phone: "1", company: "c", photoUrl: null, status: "ACTIVE" },
  ...{ leadQuality: "HOT", nextFollowUpDate: "2031-01-02", cadenceDays: 3, assignees: [] },
};
const NONE = "op_00000000000000000000";

/** The API's operations, with every parameter and field. */
export const CALLS: Record<string, Call> = {
  listContacts: { method: "GET", path: "/api/contacts", query: ["limit", "after"] },
  upsertContacts: { method: "POST", path: "/api/contacts", body: CONTACT },
  patchContacts: { method: "PATCH", path: "/api/contacts", body: CONTACT },
  logActivity: {
    method: "POST",
    path: "/api/contacts/{id}/activities",
    body: { id: "own", kind: "call", direction: "in", time: "2026-01-02T09:30:00Z", text: "x", countsAsFollowUp: true },
  },
  listDue: { method: "GET", path: "/api/follow-ups/due", query: ["limit", "order", "filter", "q", "quality", "for"] },
  changeDue: {
    method: "PATCH",
    path: "/api/follow-ups/due",
    body: {
      action: "snooze",
      operationId: "op_11111111111111111111",
      personId: "spare",
      personIds: ["spare"],
      until: "2031-01-02",
      for: "none",
    },
    otherBody: { action: "done", personId: "spare", outcome: "notInterested", note: "Rang", leadQuality: "COLD" },
  },
  undo: { method: "POST", path: "/api/follow-ups/undo", body: { operationId: NONE } },
  setNext: {
    method: "POST",
    path: "/api/follow-ups/next",
    body: { operationId: NONE, newOperationId: NONE, later: true },
  },
  spread: {
    method: "POST",
    path: "/api/follow-ups/spread",
    body: {
      ...{ days: 5, perDay: 30, filter: "overdue", personIds: ["spare"], dryRun: false, seen: "x" },
      ...{ operationId: "op_33333333333333333333", for: "none" },
    },
  },
  changeLeadQuality: {
    method: "PATCH",
    path: "/api/follow-ups/lead-quality",
    body: { personId: "spare", leadQuality: "HOT", from: "COLD", operationId: "op_22222222222222222222" },
  },
  listAbsences: { method: "GET", path: "/api/absences" },
  addAbsence: {
    method: "POST",
    path: "/api/absences",
    body: {
      ...{ from: "2031-01-02", until: "2031-01-03", standInId: "none", userId: "none" },
      operationId: "op_44444444444444444444",
    },
  },
  removeAbsence: {
    method: "POST",
    path: "/api/absences/remove",
    body: { id: "none", operationId: "op_55555555555555555555" },
  },
  readTeam: { method: "GET", path: "/api/team" },
  mintEmbedToken: {
    method: "POST",
    path: "/api/embed-tokens",
    body: { email: "bob@example.com", origin: "https://host.example" },
  },
};
