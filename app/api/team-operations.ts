import { ANYWHERE, AS_USER, WITH_BODY } from "./usual-errors.ts";

const absences = { path: "/api/absences", tag: "Team", security: ["session"] } as const;

/** The operations for those who lead a team, and of who is away. */
export const TEAM_OPERATIONS = [
  {
    path: "/api/team",
    tag: "Team",
    security: ["session", "apiKey"],
    scope: "contacts",
    method: "get",
    operationId: "readTeam",
    summary: "See how the team's day stands",
    description:
      "For each member how much is due, overdue, hot and overdue, done today and without a next step, and the hot contacts that have been overdue for too many working days. For admins, and for API keys of the scope `contacts`.",
    answer: { component: "TeamAnswer", description: "The members, all together, and the hot contacts that wait." },
    errors: [...ANYWHERE, ...AS_USER, "wrong_scope", "admins_only"],
  },
  {
    ...absences,
    method: "get",
    operationId: "listAbsences",
    summary: "List absences",
    description:
      "Those that aren't over: everybody's for admins, else the user's own and those for which they stand in, which is by the calendar of who is away.",
    answer: { component: "AbsencesAnswer", description: "The absences, the soonest first." },
    errors: [...ANYWHERE, ...AS_USER],
  },
  {
    ...absences,
    method: "post",
    operationId: "addAbsence",
    summary: "Say that somebody is away",
    description:
      "Meanwhile who stands in may work their list, as `for` in requests about follow-ups, and no longer. Who is away then themselves, or whom somebody else relies on, is refused by name. Undo takes it back.",
    body: {
      component: "AbsenceBody",
      example: { from: "2030-01-07", until: "2030-01-11", standInId: "user_…" },
    },
    answer: { component: "AbsenceAddedAnswer", description: "The absence." },
    errors: [...WITH_BODY, ...AS_USER, "admins_only", "operation_id_reused"],
  },
  {
    ...absences,
    path: "/api/absences/remove",
    method: "post",
    operationId: "removeAbsence",
    summary: "Remove an absence",
    description: "Nobody stands in any more. Undo brings it back where nothing speaks against it.",
    body: { component: "AbsenceRemovalBody", example: { id: "absence_…" } },
    answer: { component: "AbsenceAddedAnswer", description: "The absence that was removed." },
    errors: [...WITH_BODY, ...AS_USER, "not_found", "operation_id_reused"],
  },
] as const;
