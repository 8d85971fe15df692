import * as v from "valibot";
import { DateInput, NewOperationId } from "./follow-up-input.ts";
import { FIRST_DATE, LAST_DATE } from "./date-limits.ts";
import type { Absence, AbsenceRefusal } from "./absence.ts";

const MemberId = v.pipe(
  v.string("Choose a member."),
  v.nonEmpty("Choose a member."),
  v.maxLength(100, "Choose a member."),
);
const day = (message: string) =>
  v.pipe(
    v.string(message),
    v.check((text) => v.is(DateInput, text) && text >= FIRST_DATE && text <= LAST_DATE, message),
  );

const Days = {
  from: day("Choose the first day."),
  until: day("Choose the last day."),
  standInId: v.pipe(
    v.string("Choose who stands in."),
    v.nonEmpty("Choose who stands in."),
    v.maxLength(100, "Choose who stands in."),
  ),
};
const AbsenceFields = v.object({ userId: MemberId, ...Days });

/** An absence as its form was filled in. */
export type TypedAbsence = Record<"from" | "until" | "standInId", string>;

/** What a form about absences asks for, or what is wrong with it. */
export type AbsenceRequest =
  | { outcome: "add"; absence: Absence }
  | { outcome: "remove"; id: string }
  | { outcome: "badInput"; refusal: AbsenceRefusal };

/** Reads a form of absences of the member `userId`: `intent` is `remove` with `absenceId`, else it adds one. */
export function readAbsenceForm(form: FormData, userId: string): AbsenceRequest {
  if (form.get("intent") === "remove") return { outcome: "remove", id: String(form.get("absenceId") ?? "") };
  const typed = typedAbsence(form);
  const read = v.safeParse(AbsenceFields, { userId, ...typed });
  if (read.success) return { outcome: "add", absence: read.output };
  const [{ path, message }] = read.issues;
  const field = path?.[0]?.key;
  return {
    outcome: "badInput",
    refusal: { field: field === "until" || field === "standInId" ? field : "from", message },
  };
}

/** What the form that adds an absence was filled in with. */
export function typedAbsence(form: FormData): TypedAbsence {
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 100);
  return { from: text("from"), until: text("until"), standInId: text("standInId") };
}

/** The body of `POST /api/absences`. */
export const AbsenceBody = v.object({
  userId: v.pipe(
    v.optional(MemberId),
    v.description("Who is away: the caller where nothing is said; an admin may name everybody."),
  ),
  from: v.pipe(DateInput, v.description("The first day, in the calendar of who is away.")),
  until: v.pipe(DateInput, v.description("The last day.")),
  standInId: v.pipe(MemberId, v.description("The member who stands in.")),
  operationId: v.optional(NewOperationId),
});

/** The body of `POST /api/absences/remove`. */
export const AbsenceRemovalBody = v.object({ id: MemberId, operationId: v.optional(NewOperationId) });
