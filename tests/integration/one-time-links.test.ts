import { afterAll, beforeAll, expect, test } from "vitest";
import { findOneTimeLink, LINK_DAYS, makeOneTimeLink, takeOneTimeLink } from "../../db/one-time-links.ts";
import type { TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let opened: TestDatabase;
beforeAll(async () => {
  opened = await borrowDatabase();
});
afterAll(() => opened.close());

const NOW = new Date();
const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const make = async () =>
  (await makeOneTimeLink(opened.database, { purpose: "passwordReset", userId: "ann" }, NOW)).secret;

test("a link is used once: of twenty that try at once, one gets it (ASVS 6.4.1, 6.5.1)", async () => {
  const secret = await make();
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => takeOneTimeLink(opened.database, "passwordReset", secret, later(1))),
  );
  expect(taken.filter((link) => link !== null)).toMatchObject([{ userId: "ann" }]);
  expect(await findOneTimeLink(opened.database, "passwordReset", secret, later(1))).toBeNull();
});

test("it can be used for three days, and for its purpose only (ASVS 6.4.1)", async () => {
  const secret = await make();
  const { database } = opened;
  expect(await findOneTimeLink(database, "invitation", secret, later(1))).toBeNull();
  expect(await takeOneTimeLink(database, "invitation", secret, later(1))).toBeNull();
  expect(await takeOneTimeLink(database, "passwordReset", secret, later(LINK_DAYS * 24))).toBeNull();
  expect(await takeOneTimeLink(database, "passwordReset", secret, later(LINK_DAYS * 24 - 1))).not.toBeNull();
});

test("the secret isn't kept (ASVS 6.5.2)", async () => {
  const secret = await make();
  expect(JSON.stringify(await opened.database.oneTimeLinks.find().toArray())).not.toContain(secret);
});
