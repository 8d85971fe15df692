import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CONTACT_SORTS, EVERY_CONTACT, type ContactFilter, type ContactPlace } from "../../app/domain/contact-list.ts";
import type { Database } from "../../db/collections.ts";
import { countFound, searchContacts } from "../../db/contact-search.ts";
import type { MemberScope } from "../../db/scope.ts";
import type { TestDatabase } from "../support/database.ts";
import { contact } from "../support/two-organizations.ts";
import {
  admin,
  ALL,
  inOrder,
  LIMIT,
  member,
  openWithManyContacts,
  passes,
  statistics,
  TODAY,
  visible,
} from "../support/many-contacts.ts";

let opened: TestDatabase;
let database: Database;

beforeAll(async () => {
  opened = await openWithManyContacts();
  ({ database } = opened);
});
afterAll(() => opened.close());

async function found(scope: MemberScope, search: string, filter = EVERY_CONTACT, limit = 190): Promise<string[]> {
  const ids: string[] = [];
  let after: ContactPlace | null = null;
  do {
    const wanted = { search, filter, today: TODAY, sort: "name", after, before: null, limit } as const;
    const page = await searchContacts(database, scope, wanted);
    ids.push(...page.contacts.map(({ id }) => id));
    after = page.next;
  } while (after);
  return ids;
}
const expected = (scope: MemberScope, filter: ContactFilter, ...starts: string[]) =>
  visible(scope)
    .filter(passes(filter, scope))
    .filter(({ searchPrefixes }) => starts.every((start) => searchPrefixes!.some((each) => each.startsWith(start))))
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
  ["a", ["a"]],
  ["obrien x", ["obrien", "x"]],
  ["lee ann", ["lee", "ann"]],
  ["anna.10@exa", ["@anna.10@exa"]],
])("%s finds each once, page by page", async (search, starts) => {
  for (const scope of [admin, member]) {
    const ids = await found(scope, search);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(expected(scope, EVERY_CONTACT, ...starts));
    expect(ids.length).toBeGreaterThan(0);
  }
});

test("filters, of one word and of several", async () => {
  const filter: ContactFilter = { ...EVERY_CONTACT, leadQuality: "HOT", status: "ACTIVE", followUp: "none" };
  expect((await found(admin, "bob", filter)).sort()).toEqual(expected(admin, filter, "bob"));
  const hot: ContactFilter = { ...EVERY_CONTACT, leadQuality: "HOT" };
  expect((await found(member, "acme smith", hot)).sort()).toEqual(expected(member, hot, "acme", "smith"));
});

const byName = { filter: EVERY_CONTACT, today: TODAY, sort: "name", after: null, before: null } as const;

test.each(CONTACT_SORTS)("what is found is sorted by %s, page by page, there and back", async (sort) => {
  for (const scope of [admin, member]) {
    const expected = inOrder(
      visible(scope).filter(({ name }) => name.endsWith("Nguyễn")),
      sort,
    );
    const read = (place: { after: ContactPlace | null; before: ContactPlace | null }) =>
      searchContacts(database, scope, { ...byName, search: "nguy", sort, ...place, limit: 70 });
    const forwards: string[] = [];
    let page = await read({ after: null, before: null });
    for (;;) {
      forwards.push(...page.contacts.map(({ id }) => id));
      if (!page.next) break;
      page = await read({ after: page.next, before: null });
    }
    expect(forwards).toEqual(expected);
    const backwards: string[] = [];
    while (page.previous) {
      page = await read({ after: null, before: page.previous });
      backwards.unshift(...page.contacts.map(({ id }) => id));
    }
    expect(backwards).toEqual(expected.slice(0, Math.floor((expected.length - 1) / 70) * 70));
    expect(page.isCut).toBe(false);
  }
});

test("what is found is counted, as far as one wants and as far as one may look", async () => {
  const count = (search: string, filter: ContactFilter, most: number) =>
    countFound(database, admin, { search, filter, today: TODAY }, most);
  const filter: ContactFilter = { ...EVERY_CONTACT, owner: "nobody", followUp: "overdue" };
  expect(expected(admin, filter, "smith").length).toBeGreaterThan(5);
  expect(await count("smith", filter, 1_000)).toBe(expected(admin, filter, "smith").length);
  expect(await count("smith", filter, 5)).toBe(5);
  expect(await countFound(database, member, { search: "smith", filter, today: TODAY }, 1_000)).toBe(
    expected(member, filter, "smith").length,
  );
  const crowd = Array.from({ length: 5_001 }, (_, n) => contact({ organizationId: "crowd", id: `c${n}`, name: "Ida" }));
  await database.contacts.insertMany([...crowd, contact({ organizationId: "crowd", id: "z", name: "Ida Zuse" })]);
  const ofCrowd = { search: "ida z", filter: EVERY_CONTACT, today: TODAY };
  expect(await countFound(database, { ...admin, organizationId: "crowd" }, { ...ofCrowd, search: "ida" }, 100)).toBe(
    100,
  );
  expect(await countFound(database, { ...admin, organizationId: "crowd" }, ofCrowd, 100)).toBeNull();
});

test("nothing to search for finds nothing", async () => {
  expect(await found(admin, " ’.- ")).toEqual([]);
});

test("a search looks at so many contacts and no more, and says where that may leave some out", async () => {
  const most = 100;
  const aggregate = vi.spyOn(database.contacts, "aggregate");
  const smiths = inOrder(
    ALL.filter(({ name }) => name.endsWith("Smith")),
    "name",
  );
  const rare = { ...byName, search: "smith exa 3", limit: LIMIT };
  const page = await searchContacts(database, admin, rare, most);
  expect(page.isCut).toBe(true);
  expect(page.contacts.map(({ id }) => id)).toEqual(
    smiths.slice(0, most).filter((id) => {
      const { searchPrefixes } = ALL.find((each) => each.id === id)!;
      return searchPrefixes!.some((each) => each.startsWith("3"));
    }),
  );
  const [pipeline, options] = aggregate.mock.calls[0]!;
  const plan = await database.contacts.aggregate(pipeline, options).explain("executionStats");
  expect(statistics(plan).docs).toBeLessThanOrEqual(most + 1);
  aggregate.mockRestore();

  expect((await searchContacts(database, admin, rare)).isCut).toBe(false);
  const many = await searchContacts(database, admin, { ...rare, search: "smith" }, most);
  expect([many.contacts.length, many.isCut, many.next !== null]).toEqual([LIMIT, false, true]);
});

test("a page of the commonest word examines about what it shows, and one of a rare word no more than has it", async () => {
  const aggregate = vi.spyOn(database.contacts, "aggregate");
  for (const [search, most] of [
    ["smith", LIMIT + 1],
    ["example smith", 2 * 7 * LIMIT],
    ["anna.3999@exa", 20],
  ] as const) {
    aggregate.mockClear();
    await searchContacts(database, admin, { ...byName, search, limit: LIMIT });
    const [pipeline, options] = aggregate.mock.calls[0]!;
    const plan = await database.contacts.aggregate(pipeline, options).explain("executionStats");
    expect(statistics(plan).docs, search).toBeLessThanOrEqual(most);
  }
  aggregate.mockRestore();
});

test("a member with few contacts searches among these", async () => {
  const organizationId = "large";
  const others = Array.from({ length: 500 }, (_, n) => contact({ organizationId, id: `o${n}`, name: `Ida ${n}` }));
  const own = contact({ organizationId, id: "own", name: "Ida Own", assigneeIds: ["member"] });
  await database.contacts.insertMany([...others, own]);
  const page = await searchContacts(
    database,
    { ...member, organizationId },
    { ...byName, search: "ida", limit: 5 },
    100,
  );
  expect(page).toMatchObject({ contacts: [{ id: "own" }], next: null, isCut: false });
});

test("what others have, in this organization or another, isn't found, and no place leads to it", async () => {
  const organizationId = "secrets";
  const mine = Array.from({ length: 200 }, (_, n) => ({ name: n % 2 ? "Ida Own" : "Otto Secret", who: "member" }));
  const others = Array.from({ length: 200 }, () => ({ name: "Ida Secret", who: "other" }));
  await database.contacts.insertMany(
    [...mine, ...others].map(({ name, who }, n) => contact({ organizationId, id: `s${n}`, name, assigneeIds: [who] })),
  );
  const request = { ...byName, search: "ida secret", limit: LIMIT };
  for (const after of [null, ["Ida Own", ""]]) {
    const page = await searchContacts(database, { ...member, organizationId }, { ...request, after });
    expect(page).toEqual({ contacts: [], previous: null, next: null, isCut: false });
  }
  expect((await found({ ...admin, organizationId }, "ida secret")).length).toBe(200);
  expect(await found({ ...admin, organizationId: "other" }, "secret")).toEqual([]);
});
