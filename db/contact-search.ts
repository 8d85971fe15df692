import { MongoServerError, type Document, type Filter as Match } from "mongodb";
import type { ContactFilter } from "../app/domain/contact-list.ts";
import { beginsWith, indexedBeginning, searchTerms } from "../app/domain/search.ts";
import type { ContactDocument, Database } from "./collections.ts";
import { listIndex, SEARCH_INDEX, SORT_FIELDS } from "./contact-indexes.ts";
import {
  facetsOf,
  readPage,
  STORED_FIELDS,
  type ContactPage,
  type PageRequest,
  type StoredContact,
  type Stretch,
} from "./contact-pages.ts";
import { visibleTo, type MemberScope } from "./scope.ts";

/** The most contacts that one page of a search looks at, and the longest that it takes. */
const MOST_EXAMINED = 20_000;
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
  const sizeOf = ({ match, hint }: Source) => contacts.countDocuments(match, { hint, limit: most + 1 });
  const sources = sourcesOf(scope, terms, request.filter);
  const sizes = await Promise.all(sources.map(sizeOf));
  const size = Math.min(...sizes);
  const source = sources[sizes.indexOf(size)]!;
  try {
    const page = await readPage(scope, request, (stretch, limit) => {
      const pipeline = searchPipeline({ source, terms, stretch, most, limit, isByName: request.sort === "name" });
      const options = { hint: source.hint, maxTimeMS: LONGEST_MILLISECONDS };
      return contacts.aggregate<StoredContact>(pipeline, options).toArray();
    });
    return { ...page, isCut: size > most && page.next === null };
  } catch (error) {
    if (!(error instanceof MongoServerError && error.codeName === "MaxTimeMSExpired")) throw error;
    return { contacts: [], previous: null, next: null, isCut: true };
  }
}

/** The contacts of each term that the index has, and all that the member sees and the filter lets pass. */
function sourcesOf(scope: MemberScope, terms: readonly string[], filter: ContactFilter): Source[] {
  const { organizationId, role } = scope;
  const beginnings = terms.flatMap((term) => indexedBeginning(term) ?? []);
  const ofTerms = [...new Set(beginnings)].map((beginning) => ({
    match: { organizationId, searchPrefixes: beginning },
    hint: SEARCH_INDEX,
  }));
  const whose = role === "admin" ? "organization" : "user";
  return [...ofTerms, { match: { ...visibleTo(scope), ...facetsOf(filter) }, hint: listIndex(whose, "name") }];
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
