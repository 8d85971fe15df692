import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import {
  CONTACT_SORTS,
  type ContactFilter,
  type ContactPlace,
  type ContactSort,
} from "../../app/domain/contact-list.ts";
import { LEAD_QUALITIES, STATUSES } from "../../app/domain/contact.ts";
import { searchKey } from "../../app/domain/search.ts";
import type { ContactDocument, Database } from "../../db/collections.ts";
import { listContacts, stretchesOf } from "../../db/contact-pages.ts";
import { MOST_EXAMINED, searchContacts } from "../../db/contact-search.ts";
import type { MemberScope } from "../../db/scope.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { contact } from "../support/two-organizations.ts";

const TOTAL = 4_000;
const LIMIT = 50;
const TODAY = "2026-11-24";
const EVERYTHING: ContactFilter = { leadQuality: null, status: null, noFollowUp: false };
const admin: MemberScope = { organizationId: "org", userId: "admin", role: "admin" };
const member: MemberScope = { organizationId: "org", userId: "member", role: "member" };

let opened: TestDatabase;
let database: Database;
let all: ContactDocument[];

const GIVEN = ["Anna", "Ánnika", "Bob", "José", "Łukasz", "Søren", "Zoë", "王小明", "שירה", "Ann"];
const FAMILY = ["Lee", "Smith", "Annan", "O’Brien", "Müller-Lüdenscheidt", "Straße", "Nguyễn"];

/** The n-th contact: half of them are the member's, many share names, dates and instants. */
function made(n: number): ContactDocument {
  const given = GIVEN[n % GIVEN.length]!;
  const family = FAMILY[(n * 3) % FAMILY.length]!;
  return contact({
    organizationId: "org",
    id: `c${n}`,
    name: `${given} ${family}`,
    email: `${n % 3 ? "anna" : "x"}.${n}@example.com`,
    company: n % 4 ? `Acme ${n % 11}` : null,
    leadQuality: [...LEAD_QUALITIES, null][n % 5]!,
    status: STATUSES[n % 3]!,
    assigneeIds: Math.floor(n / 10) % 2 ? ["member", "other"] : ["other"],
    nextFollowUpDate: n % 3 ? addDays(TODAY, (n % 40) - 10) : null,
    updatedAt: new Date(Date.UTC(2026, 0, 1 + (n % 30))),
  });
}

beforeAll(async () => {
  opened = await openTestDatabase();
  ({ database } = opened);
  all = Array.from({ length: TOTAL }, (_, n) => made(n));
  await database.contacts.insertMany([
    ...all,
    contact({ organizationId: "other", id: "c1", name: "Anna Elsewhere", assigneeIds: ["member"] }),
  ]);
});
afterAll(() => opened.close());

const bytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const visible = ({ role }: MemberScope) =>
  all.filter((each) => role === "admin" || each.assigneeIds.includes("member"));
const passes =
  ({ leadQuality, status, noFollowUp }: ContactFilter) =>
  (each: ContactDocument) =>
    (leadQuality === null || (each.leadQuality ?? "NONE") === leadQuality) &&
    (status === null || each.status === status) &&
    (!noFollowUp || each.nextFollowUpDate === null);

function inOrder(contacts: ContactDocument[], sort: ContactSort): string[] {
  const byName = (a: ContactDocument, b: ContactDocument) => bytes(a.name, b.name) || bytes(a.id, b.id);
  const last = "9999-99-99";
  const compare = {
    name: byName,
    date: (a: ContactDocument, b: ContactDocument) =>
      bytes(a.nextFollowUpDate ?? last, b.nextFollowUpDate ?? last) || byName(a, b),
    changed: (a: ContactDocument, b: ContactDocument) =>
      b.updatedAt.getTime() - a.updatedAt.getTime() || bytes(a.id, b.id),
  };
  return [...contacts].sort(compare[sort]).map(({ id }) => id);
}

function statistics(plan: unknown): { docs: number; keys: number } {
  const text = JSON.stringify(plan);
  const number = (name: string) => Number(new RegExp(`"${name}":(\\d+)`).exec(text)?.[1] ?? NaN);
  return { docs: number("totalDocsExamined"), keys: number("totalKeysExamined") };
}

describe.each([admin, member])("the list of the $role", (scope) => {
  const filters: ContactFilter[] = [
    EVERYTHING,
    { leadQuality: "HOT", status: null, noFollowUp: false },
    { leadQuality: "NONE", status: "INACTIVE", noFollowUp: false },
    { leadQuality: null, status: "ACTIVE", noFollowUp: true },
  ];
  const cases = filters.flatMap((filter) =>
    CONTACT_SORTS.filter((sort) => !filter.noFollowUp || sort === "name").map((sort) => ({ ...filter, sort })),
  );

  test.each(cases)("%o, there and back", async ({ sort, ...filter }) => {
    const expected = inOrder(visible(scope).filter(passes(filter)), sort);
    const limit = 190;
    const forwards: string[] = [];
    let after: ContactPlace | null = null;
    let back: ContactPlace | null = null;
    do {
      const page = await listContacts(database, scope, { filter, sort, after, before: null, limit });
      forwards.push(...page.contacts.map(({ id }) => id));
      expect(page.previous === null).toBe(after === null);
      [after, back] = [page.next, page.previous];
    } while (after);
    expect(forwards).toEqual(expected);

    const backwards: string[] = [];
    while (back) {
      const page = await listContacts(database, scope, { filter, sort, after: null, before: back, limit });
      backwards.unshift(...page.contacts.map(({ id }) => id));
      expect(page.next).not.toBeNull();
      back = page.previous;
    }
    expect(backwards).toEqual(expected.slice(0, Math.floor((expected.length - 1) / limit) * limit));
  });

  test.each(cases)("%o examines about what a page shows, wherever it is", async ({ sort, ...filter }) => {
    let after: ContactPlace | null = null;
    for (let pages = 0; pages < 4; pages++) {
      let missing = LIMIT + 1;
      let keys = 0;
      let docs = 0;
      for (const { match, sort: order, hint } of stretchesOf(scope, {
        filter,
        sort,
        after,
        before: null,
        limit: LIMIT,
      })) {
        if (missing <= 0) break;
        const query = () => database.contacts.find(match).sort(order).hint(hint).limit(missing);
        const spent = statistics(await query().explain("executionStats"));
        keys += spent.keys;
        docs += spent.docs;
        missing -= (await query().toArray()).length;
      }
      expect(docs).toBeLessThanOrEqual(LIMIT + 1);
      // Each value of a facet that isn't filtered by costs a look at where its stretch of the index begins.
      expect(keys).toBeLessThanOrEqual(LIMIT + 1 + 4 * 15);
      ({ next: after } = await listContacts(database, scope, { filter, sort, after, before: null, limit: LIMIT * 7 }));
      if (!after) break;
    }
  });
});

describe("searching", () => {
  async function found(scope: MemberScope, search: string, filter = EVERYTHING, limit = 70): Promise<string[]> {
    const ids: string[] = [];
    let after: ContactPlace | null = null;
    do {
      const page = await searchContacts(database, scope, { search, filter, after, limit });
      ids.push(...page.contacts.map(({ id }) => id));
      after = page.next;
    } while (after);
    return ids;
  }
  const expected = (scope: MemberScope, filter: ContactFilter, ...starts: string[]) =>
    visible(scope)
      .filter(passes(filter))
      .filter(({ searchKeys }) =>
        starts.every((start) => searchKeys.some((key) => key.startsWith(searchKey("*", start)))),
      )
      .map(({ id }) => id)
      .sort();

  test.each([
    ["ANN", ["ann"]],
    ["ánn", ["ann"]],
    ["lukasz", ["lukasz"]],
    ["soren", ["soren"]],
    ["STRASSE", ["strasse"]],
    ["ludenscheidt", ["ludenscheidt"]],
    ["brien", ["brien"]],
    ["nguyen", ["nguyen"]],
    ["王", ["王小明"]],
    ["שירה", ["שירה"]],
    ["acme 10", ["acme", "10"]],
    ["lee ann", ["lee", "ann"]],
    ["anna.10@exa", ["@anna.10@exa"]],
  ])("%s finds each once, page by page", async (search, starts) => {
    for (const scope of [admin, member]) {
      const ids = await found(scope, search);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort()).toEqual(expected(scope, EVERYTHING, ...starts));
      expect(ids.length).toBeGreaterThan(0);
    }
  });

  test("filters, of one word and of several", async () => {
    const filter: ContactFilter = { leadQuality: "HOT", status: "ACTIVE", noFollowUp: true };
    expect((await found(admin, "bob", filter)).sort()).toEqual(expected(admin, filter, "bob"));
    const hot: ContactFilter = { ...EVERYTHING, leadQuality: "HOT" };
    expect((await found(member, "acme smith", hot)).sort()).toEqual(expected(member, hot, "acme", "smith"));
  });

  test("nothing to search for finds nothing, and a place in another's words leads nowhere else", async () => {
    expect(await found(admin, " ’.- ")).toEqual([]);
    const after = ["zzz", "x", "y"];
    const page = await searchContacts(database, member, { search: "ann", filter: EVERYTHING, after, limit: 5 });
    expect(page.contacts.every(({ assigneeIds }) => assigneeIds.includes("member"))).toBe(true);
  });

  /** A database that notes how many documents each read of contacts examines. */
  function watched(): { watched: Database; examined: number[] } {
    const examined: number[] = [];
    const find = (...request: Parameters<Database["contacts"]["find"]>) => {
      const cursor = database.contacts.find(...request);
      const toArray = cursor.toArray.bind(cursor);
      cursor.toArray = async () => {
        examined.push(statistics(await cursor.clone().explain("executionStats")).docs);
        return toArray();
      };
      return cursor;
    };
    return { watched: { ...database, contacts: { find } as unknown as Database["contacts"] }, examined };
  }

  test.each([
    ["a", EVERYTHING],
    ["ann", EVERYTHING],
    ["smith", EVERYTHING],
    ["anna.10@exa", EVERYTHING],
    ["ann smith", EVERYTHING],
    ["SMI an", EVERYTHING],
    ["an example com", EVERYTHING],
    ["s smith", EVERYTHING],
    ["smi", { ...EVERYTHING, leadQuality: "HOT" }],
    ["a", { ...EVERYTHING, leadQuality: "NONE", status: "ARCHIVED" }],
    ["smith", { ...EVERYTHING, status: "INACTIVE" }],
    ["le", { leadQuality: "COLD", status: "ACTIVE", noFollowUp: true }],
    ["bob lee", { ...EVERYTHING, leadQuality: "WARM" }],
  ] satisfies [string, ContactFilter][])("%s with %o examines about what a page shows", async (search, filter) => {
    for (const scope of [admin, member]) {
      let after: ContactPlace | null = null;
      for (let pages = 0; pages < 3; pages++) {
        const { watched: database, examined } = watched();
        const page = await searchContacts(database, scope, { search, filter, after, limit: LIMIT });
        const sum = examined.reduce((all, each) => all + each, 0);
        // A contact may be met under several of its keys, and be refused by a filter beside the one that is looked up.
        expect(sum).toBeLessThanOrEqual(5 * (page.contacts.length + 20));
        after = page.next;
        if (!after) break;
      }
    }
  });

  test("where hardly any of a word's contacts have the others too, a page ends early and says where to go on", async () => {
    const filter: ContactFilter = { ...EVERYTHING, status: "ARCHIVED" };
    const search = "example com x";
    const { watched: database, examined } = watched();
    const page = await searchContacts(database, admin, { search, filter, after: null, limit: LIMIT });
    expect(page.contacts).toEqual([]);
    expect(page.next).not.toBeNull();
    expect(examined.reduce((sum, each) => sum + each, 0)).toBeLessThan(MOST_EXAMINED + 2 * LIMIT);
    expect(await found(admin, search, filter)).toEqual([]);
    const undated = { ...EVERYTHING, noFollowUp: true };
    expect(await found(admin, "3999 com example", undated)).toEqual(["c3999"]);
  });
});
