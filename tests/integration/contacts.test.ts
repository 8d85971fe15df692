import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVERY_CONTACT, sortsOf, type ContactFilter, type ContactPlace } from "../../app/domain/contact-list.ts";
import type { Database } from "../../db/collections.ts";
import { countContacts, listContacts, stretchesOf, wholeList } from "../../db/contact-pages.ts";
import type { TestDatabase } from "../support/database.ts";
import {
  admin,
  inOrder,
  LIMIT,
  member,
  openWithManyContacts,
  passes,
  statistics,
  TODAY,
  TOTAL,
  visible,
} from "../support/many-contacts.ts";

let opened: TestDatabase;
let database: Database;

beforeAll(async () => {
  opened = await openWithManyContacts();
  ({ database } = opened);
});
afterAll(() => opened.close());

describe.each([admin, member])("the list of the $role", (scope) => {
  const filters: ContactFilter[] = [
    EVERY_CONTACT,
    { ...EVERY_CONTACT, leadQuality: "HOT" },
    { ...EVERY_CONTACT, leadQuality: "NONE", status: "INACTIVE" },
    { ...EVERY_CONTACT, status: "ACTIVE", followUp: "none" },
    { ...EVERY_CONTACT, status: "ACTIVE", followUp: "none", owner: "mine" },
    { ...EVERY_CONTACT, followUp: "overdue" },
    { ...EVERY_CONTACT, followUp: "overdue", status: "ARCHIVED" },
    { ...EVERY_CONTACT, owner: "mine" },
    { ...EVERY_CONTACT, owner: "nobody", followUp: "overdue" },
    { ...EVERY_CONTACT, owner: "nobody" },
    { ...EVERY_CONTACT, owner: "other", leadQuality: "WARM", followUp: "none" },
  ];
  const cases = filters.flatMap((filter) => sortsOf(filter).map((sort) => ({ ...filter, sort })));

  test.each(cases)("%o, there and back", async ({ sort, ...filter }) => {
    const expected = inOrder(visible(scope).filter(passes(filter, scope)), sort);
    const limit = 190;
    const forwards: string[] = [];
    let after: ContactPlace | null = null;
    let back: ContactPlace | null = null;
    do {
      const page = await listContacts(database, scope, { filter, sort, after, before: null, limit, today: TODAY });
      forwards.push(...page.contacts.map(({ id }) => id));
      expect(page.previous === null).toBe(after === null);
      [after, back] = [page.next, page.previous];
    } while (after);
    expect(forwards).toEqual(expected);

    const backwards: string[] = [];
    while (back) {
      const page = await listContacts(database, scope, {
        filter,
        sort,
        after: null,
        before: back,
        limit,
        today: TODAY,
      });
      backwards.unshift(...page.contacts.map(({ id }) => id));
      expect(page.next).not.toBeNull();
      back = page.previous;
    }
    expect(backwards).toEqual(expected.slice(0, Math.floor((expected.length - 1) / limit) * limit));
  });

  test.each(filters)("%o is counted, as far as one wants, in an index", async (filter) => {
    const expected = visible(scope).filter(passes(filter, scope)).length;
    const request = { filter, today: TODAY };
    expect(await countContacts(database, scope, request, TOTAL)).toBe(expected);
    expect(await countContacts(database, scope, request, LIMIT)).toBe(Math.min(expected, LIMIT));
    const { match, hint } = wholeList(scope, request);
    const pipeline = [{ $match: match }, { $limit: LIMIT }, { $count: "count" }];
    const plan = await database.contacts.aggregate(pipeline, { hint }).explain("executionStats");
    // That an array is empty is looked up in the contact.
    expect(statistics(plan).docs).toBeLessThanOrEqual(Array.isArray(match.assigneeIds) ? LIMIT : 0);
    expect(statistics(plan).keys).toBeLessThanOrEqual(LIMIT + 4 * 15);
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
        today: TODAY,
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
      ({ next: after } = await listContacts(database, scope, {
        filter,
        sort,
        after,
        before: null,
        limit: LIMIT * 7,
        today: TODAY,
      }));
      if (!after) break;
    }
  });
});
