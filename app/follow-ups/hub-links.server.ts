import { noNextStepText } from "../contacts/matching-contacts.server.ts";
import { readDue, type Database } from "../database.server.ts";
import { dueViewHref, dueViewQuery, WHOLE_LIST, type DueView } from "../domain/due-view.ts";
import { noNextStepHref } from "../domain/no-next-step.ts";
import type { ListViewer } from "./whose-list.server.ts";

/** A link of the hub: where it leads, and how much is there where that is told. */
export interface HubLink {
  href: string;
  label: string;
  count?: string;
}

/** The links to the lists beside the one that the viewer works: of those for whom they stand in, too. */
export async function otherLists(database: Database, viewer: ListViewer): Promise<HubLink[]> {
  const { of, isInStead } = viewer;
  const own = { href: "/follow-ups", label: "My follow-ups" };
  const [none, inStead] = await Promise.all([
    noNextStepText(database, viewer),
    Promise.all(viewer.standIns.filter(({ userId }) => userId !== of).map((away) => forMember(database, viewer, away))),
  ]);
  const noNextStep = { href: noNextStepHref(of), label: "No next step", count: none };
  if (isInStead) return [noNextStep, own, ...inStead];
  if (of !== undefined) {
    const done = { href: `/follow-ups/done?${new URLSearchParams({ for: of })}`, label: "Done today" };
    return [noNextStep, done, own, ...inStead];
  }
  return [
    ...inStead,
    noNextStep,
    { href: "/follow-ups/upcoming", label: "Upcoming" },
    { href: "/follow-ups/done", label: "Done today" },
  ];
}

/** The link to the list of somebody who is away, with how much is due there. */
async function forMember(
  database: Database,
  viewer: ListViewer,
  { userId, name }: ListViewer["standIns"][number],
): Promise<HubLink> {
  const { today, locale } = viewer;
  const request = { ...WHOLE_LIST, today, limit: 1 };
  const { counts } = await readDue(database, { ...viewer, of: userId }, request);
  return {
    href: dueViewHref({ ...WHOLE_LIST, whose: userId }),
    label: `For ${name}`,
    count: counts.all.toLocaleString(locale),
  };
}

/** The links to other ways through what a view shows, and at the end to the dashboard. */
export function waysThrough(viewer: ListViewer, view: DueView): HubLink[] {
  const query = dueViewQuery(view);
  return [
    ...(viewer.of === undefined || viewer.role !== "admin"
      ? []
      : [{ href: `/follow-ups/reassign?${query}`, label: "Reassign…" }]),
    { href: `/follow-ups/spread?${query}`, label: "Spread…" },
    { href: `/follow-ups/work?${query}`, label: "One at a time" },
    { href: "/dashboard", label: "Dashboard" },
  ];
}
