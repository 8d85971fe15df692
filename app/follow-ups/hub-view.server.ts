import { hubDayText } from "../absences/absence-texts.server.ts";
import { readBeginning } from "../contacts/beginning.server.ts";
import { changeMark, type Database } from "../database.server.ts";
import { MOST_FOLLOW_UPS } from "../domain/due-list.ts";
import type { DueView } from "../domain/due-view.ts";
import { tryDates } from "../domain/outcome.ts";
import { otherLists, waysThrough } from "./hub-links.server.ts";
import { rulesOfList } from "./list-rules.server.ts";
import { readDueList } from "./read-due-list.server.ts";
import type { ListViewer } from "./whose-list.server.ts";

/** What the hub opens with for a view of a list, all of it ticked where that is asked for, and what tells of sample contacts. */
export async function readHub(
  database: Database,
  viewer: ListViewer,
  { view, ticksAll }: { view: DueView; ticksAll: boolean },
) {
  // Read before the list: a change that comes in between is then told.
  const mark = await changeMark(database, viewer);
  const [list, others, todayText, rules] = await Promise.all([
    readDueList(database, viewer, { limit: MOST_FOLLOW_UPS, ...view, withNotes: true }),
    otherLists(database, viewer),
    hubDayText(database, viewer),
    rulesOfList(database, viewer),
  ]);
  const { hasContacts, samples } = await readBeginning(database, viewer, { isEmpty: list.counts.all === 0 });
  const hub = {
    organizationId: viewer.organizationId,
    view,
    tickedIds: ticksAll ? list.followUps.map(({ id }) => id) : [],
    list,
    title: viewer.listTitle,
    todayText,
    others,
    ways: waysThrough(viewer, view),
    mark,
    tryDates: tryDates(viewer.today, rules),
    isAdmin: viewer.role === "admin",
    hasContacts,
  };
  return { hub, samples };
}
