import { ObjectId, type Collection, type Filter, type WithId } from "mongodb";

/** The order of what happened: the newest first. */
export const NEWEST_FIRST = { at: -1, _id: -1 } as const;

/** Some of what happened, and where older begins; null where there is none. */
export interface NewestPage<Kind> {
  documents: WithId<Kind>[];
  older: string | null;
}

/** What matches, the newest first, from the place `olderThan` on; nothing from before `since`. */
export async function readNewestFirst<Kind extends { at: Date }>(
  collection: Collection<Kind>,
  matching: object,
  { since, olderThan, limit }: { since: Date | null; olderThan: string | null; limit: number },
): Promise<NewestPage<Kind>> {
  const [, milliseconds, id] = /^(\d{1,15})\.([0-9a-f]{24})$/.exec(olderThan ?? "") ?? [];
  const at = new Date(Number(milliseconds));
  const starts =
    milliseconds && id
      ? [
          { ...matching, at, _id: { $lt: new ObjectId(id) } },
          { ...matching, at: { ...(since && { $gte: since }), $lt: at } },
        ]
      : [matching];
  const found: WithId<Kind>[] = [];
  for (const start of starts) {
    const missing = limit + 1 - found.length;
    if (missing === 0) break;
    const rest = collection.find(start as Filter<Kind>).sort(NEWEST_FIRST);
    found.push(...(await rest.limit(missing).toArray()));
  }
  const documents = found.slice(0, limit);
  const last = documents.at(-1);
  return { documents, older: last && found.length > limit ? `${last.at.getTime()}.${last._id.toString()}` : null };
}
