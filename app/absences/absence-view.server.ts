import type { Viewer } from "../auth/viewer.server.ts";
import { listAbsences, listMembers, newFormKey, type Database } from "../database.server.ts";
import type { AbsenceRefusal } from "../domain/absence.ts";
import type { TypedAbsence } from "../domain/absence-form.ts";
import { awayText } from "./absence-texts.server.ts";

/** What a page shows of a member's absences. */
export interface AbsenceView {
  userId: string;
  name: string;
  isOwn: boolean;
  absences: { id: string; text: string; isUncovered: boolean }[];
  /** Who can stand in. */
  others: { id: string; name: string }[];
  today: string;
  formKey: string;
  /** What was typed and why that can't be; null where nothing was. */
  again: { typed: TypedAbsence; refusal: AbsenceRefusal } | null;
}

/** The absences of a member that aren't over, and who can stand in; null where the organization has no such member. */
export async function absenceView(database: Database, viewer: Viewer, userId: string): Promise<AbsenceView | null> {
  const { organizationId, today } = viewer;
  const [absences, members] = await Promise.all([
    listAbsences(database, organizationId, { today, userId }),
    listMembers(database, organizationId),
  ]);
  const member = members.find(({ id }) => id === userId);
  if (!member) return null;
  return {
    ...{ userId, name: member.name, isOwn: userId === viewer.userId, today, formKey: newFormKey(), again: null },
    absences: absences.map((absence) => ({
      id: absence.id,
      text: awayText(absence, viewer),
      isUncovered: absence.standInName === null,
    })),
    others: members.filter(({ id }) => id !== userId),
  };
}
