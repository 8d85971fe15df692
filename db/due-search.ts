import type { Document, Filter as Match } from "mongodb";
import { beginsWith, indexedBeginning, searchTerms } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { SEARCH_INDEX } from "./contact-indexes.ts";

/** The most contacts that a search within a due list looks at. */
export const MOST_SEARCHED = 5_000;

/** Where a search within a due list looks. */
export interface DueSearch {
  /** Its words, each of which has to begin a word of the contact. */
  terms: readonly string[];
  /** The contacts that the index of searches has by this are looked at; where it is null, the due list in its order. */
  beginning: string | null;
  /** True where there are more than are looked at. */
  isCut: boolean;
}

/** The search that looks at the due list itself; null where nothing is searched. */
export function searchOfList(search: string | undefined): DueSearch | null {
  return search ? { terms: searchTerms(search), beginning: null, isCut: false } : null;
}

/** The search that looks at the fewest contacts: those of its rarest word, or those that are `due`. */
export async function narrowestSearch(
  { contacts }: Database,
  organizationId: string,
  due: Match<ContactDocument>,
  search: string | undefined,
): Promise<DueSearch | null> {
  const ofList = searchOfList(search);
  if (!ofList) return null;
  const beginnings = [...new Set(ofList.terms.flatMap((term) => indexedBeginning(term) ?? []))];
  const most = { limit: MOST_SEARCHED + 1 };
  const [dueSize, ...sizes] = await Promise.all([
    contacts.countDocuments(due, most),
    ...beginnings.map((searchPrefixes) =>
      contacts.countDocuments({ organizationId, searchPrefixes }, { ...most, hint: SEARCH_INDEX }),
    ),
  ]);
  const size = Math.min(...sizes, dueSize);
  // Of too many, those are looked at that the list begins with.
  if (size === dueSize) return { ...ofList, isCut: size > MOST_SEARCHED };
  return { ...ofList, beginning: beginnings[sizes.indexOf(size)]! };
}

/** The stages that read `due` contacts in the order of `sort`, and of these whom a search finds. */
export function dueStages(due: Match<ContactDocument>, sort: Document, search: DueSearch | null): Document[] {
  if (!search) return [{ $match: due }, { $sort: sort }];
  const { terms, beginning } = search;
  // Each word has a stage of its own, as all of them are about one field.
  const found = terms.length > 0 ? terms.map((term) => ({ searchPrefixes: beginsWith(term) })) : [NOTHING];
  const words = [{ $limit: MOST_SEARCHED }, ...found.map((match) => ({ $match: match }))];
  if (beginning === null) return [{ $match: due }, { $sort: sort }, ...words];
  const { organizationId } = due;
  return [{ $match: { organizationId, searchPrefixes: beginning } }, ...words, { $match: due }, { $sort: sort }];
}

/** Matches no contact. */
export const NOTHING = { id: { $in: [] } };
