import { afterAll, beforeAll, expect, test } from "vitest";
import { CONTACT_SORTS, type ContactFilter, type ContactPlace } from "../../app/domain/contact-list.ts";
import { searchKey } from "../../app/domain/search.ts";
import type { Database } from "../../db/collections.ts";
import { MOST_EXAMINED, searchContacts } from "../../db/contact-search.ts";
import type { MemberScope } from "../../db/scope.ts";
import type { TestDatabase } from "../support/database.ts";
import { contact } from "../support/two-organizations.ts";
import {
  admin,
  EVERYTHING,
  inOrder,
  LIMIT,
  member,
  openWithManyContacts,
  passes,
  statistics,
  visible,
} from "../support/many-contacts.ts";

let opened: TestDatabase;
let database: Database;

beforeAll(async () => {
  opened = await openWithManyContacts();
  ({ database } = opened);
});
afterAll(() => opened.close());

async function found(scope: MemberScope, search: string, filter = EVERYTHING, limit = 70): Promise<string[]> {
  const ids: string[] = [];
  let after: ContactPlace | null = null;
  do {
    const page = await searchContacts(database, scope, { search, filter, sort: "name", after, limit });
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

test.each(CONTACT_SORTS)(
  "what fits one page is sorted by %s; of more, each page comes by matching word",
  async (sort) => {
    for (const scope of [admin, member]) {
      const search = { search: "nguyen", filter: EVERYTHING, sort, after: null };
      const whole = await searchContacts(database, scope, { ...search, limit: 600 });
      const matching = visible(scope).filter(({ name }) => name.endsWith("Nguyễn"));
      expect(whole.contacts.map(({ id }) => id)).toEqual(inOrder(matching, sort));
      expect(whole.isSorted).toBe(true);
      const first = await searchContacts(database, scope, { ...search, limit: 20 });
      expect(first.isSorted).toBe(false);
      const rest = await searchContacts(database, scope, { ...search, after: first.next, limit: 600 });
      expect(rest).toMatchObject({ next: null, isSorted: false });
    }
  },
);

test("nothing to search for finds nothing, and a place in another's words leads nowhere else", async () => {
  expect(await found(admin, " ’.- ")).toEqual([]);
  const after = ["zzz", "x", "y"];
  const page = await searchContacts(database, member, {
    search: "ann",
    filter: EVERYTHING,
    sort: "name",
    after,
    limit: 5,
  });
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
  ["12 smith", EVERYTHING],
  ["j smith", EVERYTHING],
  ["an example com", EVERYTHING],
  ["s smith", EVERYTHING],
  ["smi", { ...EVERYTHING, leadQuality: "HOT" }],
  ["a", { ...EVERYTHING, leadQuality: "NONE", status: "ARCHIVED" }],
  ["smith", { ...EVERYTHING, status: "INACTIVE" }],
  ["a", { ...EVERYTHING, noFollowUp: true }],
  ["ann smith", { ...EVERYTHING, noFollowUp: true }],
  ["nothing at all", { ...EVERYTHING, noFollowUp: true }],
  ["example 39", { ...EVERYTHING, status: "ARCHIVED" }],
  ["example smith 3999", EVERYTHING],
  ["3999 com example", { ...EVERYTHING, noFollowUp: true }],
  ["le", { leadQuality: "COLD", status: "ACTIVE", noFollowUp: true }],
  ["bob lee", { ...EVERYTHING, leadQuality: "WARM" }],
] satisfies [string, ContactFilter][])("%s with %o examines about what a page shows", async (search, filter) => {
  for (const scope of [admin, member]) {
    let after: ContactPlace | null = null;
    for (let pages = 0; pages < 3; pages++) {
      const { watched: database, examined } = watched();
      const page = await searchContacts(database, scope, { search, filter, sort: "name", after, limit: LIMIT });
      const sum = examined.reduce((all, each) => all + each, 0);
      // A contact may be met under several of its keys; the ways to answer several words are tried for a page or two each.
      const tried = after === null && search.includes(" ") ? 4 * LIMIT : 0;
      expect(sum).toBeLessThanOrEqual(5 * (page.contacts.length + 20) + tried);
      after = page.next;
      if (!after) break;
    }
  }
});

test("where hardly any contact has all of three words, a page ends early and says where to go on", async () => {
  const pairs = ["Qa Qb", "Qb Qc", "Qa Qc"].flatMap((name) => Array.from({ length: 600 }, () => name));
  const names = [...pairs, "Aa Qa Qb Qc", "Zz Qa Qb Qc"];
  const assigneeIds = ["member"];
  const made = names.map((name, n) => contact({ organizationId: "threes", id: `t${n}`, name, assigneeIds }));
  await database.contacts.insertMany(made);
  for (const whose of [admin, member]) {
    const scope = { ...whose, organizationId: "threes" };
    const { watched: database, examined } = watched();
    const request = { search: "qc qb qa", filter: EVERYTHING, sort: "name" as const, after: null, limit: LIMIT };
    const page = await searchContacts(database, scope, request);
    expect(page.contacts.map(({ id }) => id)).toEqual(["t1800"]);
    expect(page.next).not.toBeNull();
    expect(examined.reduce((sum, each) => sum + each, 0)).toBeLessThan(MOST_EXAMINED + 10 * LIMIT);
    expect(await found(scope, "qc qb qa")).toEqual(["t1800", "t1801"]);
  }
});

test("a contact is found by any two of its many words", async () => {
  const name = Array.from({ length: 38 }, (_, n) => `word${n}x`).join(" ");
  await database.contacts.insertOne(contact({ organizationId: "long", id: "long", name, assigneeIds: ["member"] }));
  for (const scope of [admin, member]) {
    expect(await found({ ...scope, organizationId: "long" }, "word37 word30x")).toEqual(["long"]);
  }
});

test("two words that only contacts of others have together find nothing for a member, and tell nothing of them", async () => {
  const organizationId = "secrets";
  const mine = Array.from({ length: 200 }, (_, n) => ({ name: n % 2 ? "Ida Own" : "Otto Secret", who: "member" }));
  const others = Array.from({ length: 200 }, () => ({ name: "Ida Secret", who: "other" }));
  await database.contacts.insertMany(
    [...mine, ...others].map(({ name, who }, n) => contact({ organizationId, id: `s${n}`, name, assigneeIds: [who] })),
  );
  const request = { search: "ida secret", filter: EVERYTHING, sort: "name" as const, after: null, limit: LIMIT };
  const page = await searchContacts(database, { ...member, organizationId }, request);
  expect(page.contacts).toEqual([]);
  expect(JSON.stringify(page.next)).not.toMatch(/Ida Secret/);
  const forged = ["&secret ida", "", ""];
  const next = await searchContacts(database, { ...member, organizationId }, { ...request, after: forged });
  expect(next.contacts).toEqual([]);
  expect(JSON.stringify(next.next)).not.toMatch(/Ida Secret/);
  expect((await found({ ...admin, organizationId }, "ida secret")).length).toBe(200);
});
