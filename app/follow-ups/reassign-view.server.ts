import * as v from "valibot";
import { countToReassign, listMembers, type Database } from "../database.server.ts";
import { readDueView, type DueView } from "../domain/due-view.ts";
import { PersonIds } from "../domain/follow-up-input.ts";
import { MOST_SPREAD } from "../domain/spread.ts";
import type { ListViewer } from "./whose-list.server.ts";

/** What the page that reassigns was asked for. */
export interface AskedReassignment {
  /** Of which view of the due list; the overdue ones where nothing is said. */
  of: DueView;
  /** Those alone, where there are any. */
  personIds: string[];
}

/** What that page shows. */
export interface ReassignView extends AskedReassignment {
  /** How many would change hands. */
  count: number;
  isTooMany: boolean;
  /** Who can take them. */
  members: { id: string; name: string }[];
}

/** Reads what an address or a form of the page asks for; throws a 400 answer where it names no contacts that can be. */
export function readReassignment(fields: URLSearchParams | FormData): AskedReassignment {
  const named = fields.getAll("personIds");
  const of = readDueView(fields, named.length > 0 ? "all" : "overdue");
  if (named.length === 0) return { of, personIds: [] };
  const ids = v.safeParse(PersonIds, named);
  if (!ids.success) throw new Response(`personIds: ${ids.issues[0].message}`, { status: 400 });
  return { of, personIds: ids.output };
}

/** What was asked for as the database takes it. */
export function selectionOf({ of: { filter, search, quality }, personIds }: AskedReassignment, today: string) {
  return { filter, search, quality, today, ids: personIds.length > 0 ? personIds : undefined };
}

/** What reassigning would do now. */
export async function reassignView(
  database: Database,
  viewer: ListViewer,
  asked: AskedReassignment,
): Promise<ReassignView> {
  const [count, members] = await Promise.all([
    countToReassign(database, viewer, selectionOf(asked, viewer.today)),
    listMembers(database, viewer.organizationId),
  ]);
  const from = viewer.of ?? viewer.userId;
  return { ...asked, count, isTooMany: count > MOST_SPREAD, members: members.filter(({ id }) => id !== from) };
}
