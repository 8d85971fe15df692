import type { AppLoadContext } from "@remix-run/node";
import { auditSource } from "../auth/audit-source.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeRole, listAbsences, makeResetLink, removeMember } from "../database.server.ts";
import { FORM_REFUSALS } from "../domain/form-key.ts";
import { readMemberForm } from "../domain/member-form.ts";
import { RESET_REFUSALS } from "../domain/member-text.ts";
import { contactCount } from "../domain/result-text.ts";
import { roleLabel } from "../domain/role.ts";
import { sentences } from "../domain/sentences.ts";
import type { Message } from "../message.server.ts";
import { secretForm } from "../secret-form.server.ts";

/** What became of a form of a member's page: what to say, and a new link to show. */
export type MemberAnswer =
  | { outcome: "stays" | "gone"; message: Message; path?: string }
  | { outcome: "badInput"; problem: string }
  | { outcome: "notAllowed" }
  | { outcome: "noMember" };

/** Changes the role of a member, makes a link for them to set their password, or removes them, as the form asks. */
export async function submitMemberForm(
  form: FormData,
  userId: string,
  viewer: Viewer,
  request: Request,
  context: AppLoadContext,
): Promise<MemberAnswer> {
  const wanted = readMemberForm(form);
  if (wanted.outcome === "badInput") return wanted;
  const { database } = context;
  const act = { organizationId: viewer.organizationId, source: auditSource(request, context, viewer) };
  if (wanted.outcome === "role") {
    const result = await changeRole(database, act, { userId, role: wanted.role });
    if (result.outcome === "lastAdmin") return stays("error", `${LAST_ADMIN} Make somebody else an admin first.`);
    if (!("name" in result)) return { outcome: result.outcome };
    const verb = result.outcome === "changed" ? "is now" : "already is";
    return stays("success", `${result.name} ${verb} ${roleLabel(wanted.role).toLowerCase()}`);
  }
  if (wanted.outcome === "resetLink") {
    const result = await makeResetLink(database, act, userId, secretForm(form, context));
    if (result.outcome === "refused") return stays("error", RESET_REFUSALS[result.reason]);
    if (result.outcome === "reused" || result.outcome === "ended") return stays("error", FORM_REFUSALS[result.outcome]);
    if (result.outcome !== "made") return { outcome: result.outcome };
    return { ...stays("success", `Created a link for ${result.name}`), path: `/reset/${result.secret}` };
  }
  const result = await removeMember(database, act, { userId, ...wanted });
  if (result.outcome === "lastAdmin") return stays("error", `${LAST_ADMIN} Make somebody else an admin first.`);
  if (result.outcome === "noSuccessor") {
    return { outcome: "badInput", problem: "Who was to take over isn’t a member any more. Choose somebody else." };
  }
  if (result.outcome !== "removed") return { outcome: result.outcome };
  const { name, successor, count, operationId } = result;
  const moved = successor === null ? "now without them" : `handed over to ${successor}`;
  const left = await listAbsences(database, viewer.organizationId, { today: viewer.today });
  const uncovered = left.filter(({ standInId, name: absent }) => standInId === userId && absent !== null);
  const names = [...new Set(uncovered.map(({ name: absent }) => absent))].join(", ");
  const told = `${name} is removed${count > 0 ? `; ${contactCount(count, viewer.locale)} ${moved}` : ""}`;
  const text = sentences(told, names && `Nobody stands in any more for ${names}: choose somebody else`);
  return { outcome: "gone", message: { tone: "success", text, operationId, undoes: "removal" } };
}

const LAST_ADMIN = "An organization keeps at least one admin, and this is the last one.";

function stays(tone: Message["tone"], text: string) {
  return { outcome: "stays" as const, message: { tone, text } };
}
