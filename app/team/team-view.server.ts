import { nextAwayText } from "../absences/absence-texts.server.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { profileHref } from "../contacts/way-back.ts";
import type { MemberDay } from "../database.server.ts";
import { shortDayAndMonth } from "../domain/date-text.ts";
import { dueViewHref, WHOLE_LIST, type DueView } from "../domain/due-view.ts";
import { noNextStepHref } from "../domain/no-next-step.ts";
import type { TeamColumn } from "../domain/team-columns.ts";
import type { TeamDay, TeamTotals } from "./team-day.server.ts";

/** One number of the table, and the list that it counts; null where it is no one's in particular. */
export interface TeamCell {
  column: TeamColumn;
  text: string;
  href: string | null;
  /** True where there is nothing to look at. */
  isNone: boolean;
}

/** A line of the table. */
export interface TeamRow {
  id: string;
  name: string;
  isViewer: boolean;
  /** When they are away, and who stands in; null where they aren't. */
  away: string | null;
  cells: TeamCell[];
  /** Where their backlog is spread or given to others; null where there is none. */
  spreadHref: string | null;
  reassignHref: string | null;
}

/** What the team's page shows. */
export interface TeamView {
  rows: TeamRow[];
  totals: TeamCell[];
  /** How many members there are. */
  total: number;
  hot: {
    days: number;
    total: number;
    contacts: { id: string; name: string; href: string; since: string; workingDays: number; assignees: string[] }[];
  };
}

/** A team's day as its page shows it to a viewer. */
export function teamView({ members, total, totals, hot, absences }: TeamDay, viewer: Viewer): TeamView {
  const { today, locale } = viewer;
  return {
    rows: members.map((member) => rowOf(member, nextAwayText(absences, member.id, viewer), viewer)),
    totals: cellsOf(totals, viewer, () => null),
    total,
    hot: {
      ...{ days: hot.days, total: hot.total },
      contacts: hot.contacts.map(({ id, name, nextFollowUpDate, workingDays, assignees }) => ({
        ...{ id, name, workingDays, href: profileHref(id) },
        since: shortDayAndMonth(nextFollowUpDate, today, locale),
        assignees: assignees.map((each) => each.name),
      })),
    },
  };
}

function rowOf(member: MemberDay, away: string | null, viewer: Viewer): TeamRow {
  const isViewer = member.id === viewer.userId;
  const whose = isViewer ? null : member.id;
  const listOf = (view: Partial<DueView>) => dueViewHref({ ...WHOLE_LIST, whose, ...view });
  const forWhom = new URLSearchParams(whose === null ? {} : { for: whose });
  const hrefs: Record<TeamColumn, string> = {
    due: listOf({}),
    overdue: listOf({ filter: "overdue" }),
    oldest: listOf({ order: "oldest" }),
    hotOverdue: listOf({ filter: "overdue", quality: "HOT" }),
    doneToday: whose === null ? "/follow-ups/done" : `/follow-ups/done?${forWhom}`,
    noNextStep: noNextStepHref(whose ?? undefined),
  };
  const hasBacklog = member.overdue > 0;
  return {
    ...{ id: member.id, name: member.name, isViewer, away },
    cells: cellsOf(member, viewer, (column) => hrefs[column]),
    spreadHref: hasBacklog ? `/follow-ups/spread?${new URLSearchParams([["filter", "overdue"], ...forWhom])}` : null,
    reassignHref: hasBacklog
      ? `/follow-ups/reassign?${new URLSearchParams([["filter", "overdue"], ...forWhom])}`
      : null,
  };
}

function cellsOf(
  day: TeamTotals,
  { today, locale }: Viewer,
  hrefOf: (column: TeamColumn) => string | null,
): TeamCell[] {
  const counted = (column: TeamColumn, count: number): TeamCell => ({
    ...{ column, text: count.toLocaleString(locale), href: hrefOf(column), isNone: count === 0 },
  });
  const { oldest } = day;
  return [
    counted("due", day.overdue + day.today),
    counted("overdue", day.overdue),
    {
      column: "oldest",
      text: oldest === null ? "–" : shortDayAndMonth(oldest, today, locale),
      href: oldest === null ? null : hrefOf("oldest"),
      isNone: oldest === null,
    },
    counted("hotOverdue", day.hotOverdue),
    counted("doneToday", day.doneToday),
    counted("noNextStep", day.noNextStep),
  ];
}
