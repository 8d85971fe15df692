import { noNextStepText } from "../contacts/matching-contacts.server.ts";
import type { Database } from "../database.server.ts";
import { dueViewQuery, type DueView } from "../domain/due-view.ts";
import { noNextStepHref } from "../domain/no-next-step.ts";
import type { ListViewer } from "./whose-list.server.ts";

/** A link of the hub: where it leads, and how much is there where that is told. */
export interface HubLink {
  href: string;
  label: string;
  count?: string;
}

/** The links to the lists beside the one that the viewer works. */
export async function otherLists(database: Database, viewer: ListViewer): Promise<HubLink[]> {
  const { of } = viewer;
  const none = {
    href: noNextStepHref(of),
    label: "No next step",
    count: await noNextStepText(database, viewer),
  };
  if (of === undefined) {
    return [
      none,
      { href: "/follow-ups/upcoming", label: "Upcoming" },
      { href: "/follow-ups/done", label: "Done today" },
    ];
  }
  return [
    none,
    { href: `/follow-ups/done?${new URLSearchParams({ for: of })}`, label: "Done today" },
    { href: "/follow-ups", label: "My follow-ups" },
  ];
}

/** The links to other ways through what a view shows. */
export function waysThrough(viewer: ListViewer, view: DueView): HubLink[] {
  const query = dueViewQuery(view);
  return [
    ...(viewer.of === undefined || viewer.role !== "admin"
      ? []
      : [{ href: `/follow-ups/reassign?${query}`, label: "Reassign…" }]),
    { href: `/follow-ups/spread?${query}`, label: "Spread…" },
    { href: `/follow-ups/work?${query}`, label: "One at a time" },
  ];
}
