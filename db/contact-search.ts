import { MongoServerError, type Document, type Filter as Match } from "mongodb";
import type { ContactFilter } from "../app/domain/contact-list.ts";
import { beginsWith, indexedBeginning, searchTerms } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { listIndex, SEARCH_INDEX, SORT_FIELDS } from "./contact-indexes.ts";
import {
  matchOf,
  readPage,
  STORED_FIELDS,
  wholeList,
  type ContactPage,
  type FilterRequest,
  type PageRequest,
  type StoredContact,
  type Stretch,
} from "./contact-pages.ts";
import type { MemberScope } from "./scope.ts";

/** The most contacts that one page of a search looks at, and the longest that it takes. */
const MOST_EXAMINED = 20_000;
/** The most that are looked at only to say how many there are. */
const MOST_EXAMINED_TO_COUNT = 5_000;
const LONGEST_MILLISECONDS = 3_000;

/** A page of a search; `isCut` where contacts behind the last one that it looked at may match too. */
export type SearchPage = ContactPage & { isCut: boolean };

/** Contacts to look at, in the order of their names. */
interface Source {
  match: Match<ContactDocument>;
  hint: Record<string, 1 | -1>;
}

/**
 * A page of the contacts that the member sees, have a word beginning with each of the search's and pass the filter, in the
 * order asked for. It looks at the contacts of the search's rarest word, or at the member's own where these are fewer,
 * and where that would be more than `most`, at the first of them by name.
 */
export async function searchContacts(
  { contacts }: Database,
  scope: MemberScope,
  { search, ...request }: PageRequest & { search: string },
  most = MOST_EXAMINED,
): Promise<SearchPage> {
  const terms = searchTerms(search);
  if (terms.length === 0) return { contacts: [], previous: null, next: null, isCut: false };
  const { source, size } = await smallestSource(contacts, sourcesOf(scope, terms, request.filter), most);
  try {
    const page = await readPage(scope, request, (stretch, limit) => {
      const pipeline = searchPipeline({ source, terms, stretch, most, limit, isByName: request.sort === "name" });
      const options = { hint: source.hint, maxTimeMS: LONGEST_MILLISECONDS };
      return contacts.aggregate<StoredContact>(pipeline, options).toArray();
    });
    return { ...page, isCut: size > most && page.next === null };
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return { contacts: [], previous: null, next: null, isCut: true };
  }
}

/** How many contacts a search finds, counted as far as `most`; null where there may be others than those it looks at. */
export async function countFound(
  { contacts }: Database,
  scope: MemberScope,
  { search, ...request }: FilterRequest & { search: string },
  most: number,
): Promise<number | null> {
  const terms = searchTerms(search);
  if (terms.length === 0) return 0;
  const { source, size } = await smallestSource(
    contacts,
    sourcesOf(scope, terms, request.filter),
    MOST_EXAMINED_TO_COUNT,
  );
  const pipeline = [
    { $match: source.match },
    { $limit: MOST_EXAMINED_TO_COUNT },
    ...terms.map((term) => ({ $match: { searchPrefixes: beginsWith(term) } })),
    { $match: wholeList(scope, request).match },
    { $limit: most },
    { $count: "found" },
  ];
  const options = { hint: source.hint, maxTimeMS: LONGEST_MILLISECONDS };
  try {
    const { found } = (await contacts.aggregate<{ found: number }>(pipeline, options).next()) ?? { found: 0 };
    return size > MOST_EXAMINED_TO_COUNT && found < most ? null : found;
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
    return null;
  }
}

const isOutOfTime = (error: unknown) => error instanceof MongoServerError && error.codeName === "MaxTimeMSExpired";

/** The source that has the fewest contacts, and how many these are, counted until they are more than `most`. */
async function smallestSource(contacts: Database["contacts"], sources: Source[], most: number) {
  const sizeOf = ({ match, hint }: Source) => contacts.countDocuments(match, { hint, limit: most + 1 });
  const sizes = await Promise.all(sources.map(sizeOf));
  const size = Math.min(...sizes);
  return { source: sources[sizes.indexOf(size)]!, size };
}

/** The contacts of each term that the index has, and all that the member sees and the filter lets pass. */
function sourcesOf(scope: MemberScope, terms: readonly string[], filter: ContactFilter): Source[] {
  const { organizationId } = scope;
  const beginnings = terms.flatMap((term) => indexedBeginning(term) ?? []);
  const ofTerms = [...new Set(beginnings)].map((beginning) => ({
    match: { organizationId, searchPrefixes: beginning },
    hint: SEARCH_INDEX,
  }));
  const { match, whose } = matchOf(scope, filter);
  return [...ofTerms, { match, hint: listIndex(whose, "name") }];
}

interface SearchedStretch {
  source: Source;
  terms: readonly string[];
  stretch: Stretch;
  /** The list is in the order of names, as the source is. */
  isByName: boolean;
  most: number;
  limit: number;
}

/** Each condition has a stage of its own, as two of them are about one field. */
function searchPipeline({ source, terms, stretch, isByName, most, limit }: SearchedStretch): Document[] {
  const { match, start, sort } = stretch;
  return [
    { $match: isByName ? { ...source.match, ...start } : source.match },
    { $sort: isByName ? sort : SORT_FIELDS.name },
    { $limit: most },
    ...terms.map((term) => ({ $match: { searchPrefixes: beginsWith(term) } })),
    { $match: match },
    ...(isByName ? [] : [{ $sort: sort }]),
    { $limit: limit },
    { $project: STORED_FIELDS },
  ];
}
