import type { AppLoadContext } from "@remix-run/node";
import {
  findHotOverdueRule,
  findMemberNames,
  listAbsences,
  listHotOverdue,
  readTeam,
  type ListedAbsence,
  type MemberDay,
} from "../database.server.ts";
import { startOfDay, type CalendarDate } from "../domain/calendar.ts";
import { dateOverdueBy, workingDaysOverdue } from "../domain/hot-overdue.ts";

/** The most hot contacts that are listed. */
const MOST_HOT_LISTED = 50;

/** Whose team it is, and on which day. */
export interface TeamReader {
  organizationId: string;
  today: CalendarDate;
  timeZone: string;
}

/** What there is of all members together. */
export type TeamTotals = Pick<MemberDay, "overdue" | "today" | "hotOverdue" | "oldest" | "doneToday" | "noNextStep">;

/** A hot contact that has been overdue for so many working days, with the names of who looks after it. */
export interface HotOverdue {
  id: string;
  name: string;
  nextFollowUpDate: CalendarDate;
  workingDays: number;
  assignees: { id: string; name: string }[];
}

/** How the day of a team stands: its members, those with the largest backlog first, and the hot contacts that wait for too long. */
export interface TeamDay {
  members: MemberDay[];
  /** How many members there are, of whom the first by name are told. */
  total: number;
  totals: TeamTotals;
  hot: { days: number; total: number; contacts: HotOverdue[] };
  /** Who is away, or will be. */
  absences: ListedAbsence[];
}

/** Reads how the team's day stands on the reader's today. */
export async function readTeamDay({ database }: AppLoadContext, reader: TeamReader): Promise<TeamDay> {
  const { organizationId, today, timeZone } = reader;
  const since = new Date(startOfDay(today, timeZone));
  const [{ members, total }, { days, calendar }, absences] = await Promise.all([
    readTeam(database, organizationId, { today, since }),
    findHotOverdueRule(database, organizationId, today),
    listAbsences(database, organizationId, { today }),
  ]);
  const until = dateOverdueBy(days, today, calendar);
  const hot = await listHotOverdue(database, organizationId, { until, limit: MOST_HOT_LISTED });
  const nameOf = await findMemberNames(
    database,
    organizationId,
    hot.contacts.flatMap(({ assigneeIds }) => assigneeIds),
  );
  const contacts = hot.contacts.map(({ id, name, nextFollowUpDate, assigneeIds }) => ({
    ...{ id, name, nextFollowUpDate, workingDays: workingDaysOverdue(nextFollowUpDate, today, calendar) },
    assignees: assigneeIds.flatMap((userId) => {
      const found = nameOf.get(userId);
      return found === undefined ? [] : { id: userId, name: found };
    }),
  }));
  return {
    members: [...members].sort(compareBacklog),
    total,
    totals: totalsOf(members),
    hot: { days, total: hot.total, contacts },
    absences,
  };
}

/** The most that is overdue first, then what is due, then by name. */
function compareBacklog(a: MemberDay, b: MemberDay): number {
  return b.overdue - a.overdue || b.today - a.today || a.name.localeCompare(b.name, "en");
}

function totalsOf(members: readonly MemberDay[]): TeamTotals {
  const sum = (name: "overdue" | "today" | "hotOverdue" | "doneToday" | "noNextStep") =>
    members.reduce((total, member) => total + member[name], 0);
  const oldest = members.flatMap((member) => member.oldest ?? []).sort()[0] ?? null;
  return {
    ...{ overdue: sum("overdue"), today: sum("today"), hotOverdue: sum("hotOverdue"), oldest },
    ...{ doneToday: sum("doneToday"), noNextStep: sum("noNextStep") },
  };
}
