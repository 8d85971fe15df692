import type { Viewer } from "../auth/viewer.server.ts";
import { findMemberName, type AwayMember, type Database, type ListedAbsence } from "../database.server.ts";
import { absenceDays, isAwayOn } from "../domain/absence.ts";
import { longDate, shortDate } from "../domain/date-text.ts";
import type { ListViewer } from "../follow-ups/whose-list.server.ts";

type Reader = Pick<Viewer, "locale">;

/** Who stands in during an absence, such as `Ben stands in`; that nobody does where who was to isn't a member any more. */
export function standInWords({ standInName }: Pick<ListedAbsence, "standInName">): string {
  return standInName === null ? "nobody stands in, as who was to isn’t a member any more" : `${standInName} stands in`;
}

/** An absence in words, such as `Away from 1 Dec 2026 to 5 Dec 2026; Ben stands in`. */
export function awayText(absence: ListedAbsence, { locale }: Reader): string {
  return `Away ${absenceDays(absence, locale)}; ${standInWords(absence)}`;
}

/** The absence of a member that comes first of those that aren't over, in words; null where there is none. */
export function nextAwayText(absences: readonly ListedAbsence[], userId: string, reader: Reader): string | null {
  const next = absences.find((absence) => absence.userId === userId);
  return next ? awayText(next, reader) : null;
}

/** What one reads who stands in for somebody. */
export function standInText({ name, until }: AwayMember, { locale }: Reader): string {
  return `You stand in for ${name} until ${shortDate(until, locale)}.`;
}

/** The line below the hub's title: the day, and until when one is away oneself, or stands in. */
export async function hubDayText(database: Database, viewer: ListViewer): Promise<string> {
  const { organizationId, today, locale, of, standIns, ownAbsences } = viewer;
  const day = longDate(today, locale);
  const away = standIns.find((each) => each.userId === of);
  if (away) return `${day} · ${standInText(away, viewer)}`;
  if (of !== undefined) return day;
  const own = ownAbsences.find((absence) => isAwayOn(absence, today));
  if (!own) return day;
  const standInName = await findMemberName(database, organizationId, own.standInId);
  return `${day} · You are away until ${shortDate(own.until, locale)}; ${standInWords({ standInName })}.`;
}
