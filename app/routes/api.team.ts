import type * as v from "valibot";
import type { TeamAnswer } from "../api/team-answers.ts";
import { api, type ApiCall } from "../api/api.server.ts";
import { requireTeamReader } from "../api/callers.server.ts";
import { readTeamDay, type TeamReader } from "../team/team-day.server.ts";

async function readTeam({ context, caller }: ApiCall<TeamReader>): Promise<v.InferOutput<typeof TeamAnswer>> {
  const { members, totals, hot } = await readTeamDay(context, caller);
  const numbersOf = ({ overdue, today, oldest, hotOverdue, doneToday, noNextStep }: typeof totals) => ({
    ...{ due: overdue + today, overdue, oldest, hotOverdue, doneToday, noNextStep },
  });
  return {
    today: caller.today,
    members: members.map(({ id, name, email, ...day }) => ({ id, name, email, ...numbersOf(day) })),
    totals: numbersOf(totals),
    hotOverdue: { workingDays: hot.days, count: hot.total, contacts: hot.contacts },
  };
}

export const loader = api(requireTeamReader, { GET: readTeam });
export const action = loader;
