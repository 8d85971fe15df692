import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { signIn } from "../support/browser-session.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations } from "../support/two-organizations.ts";

const MOST_BYTES = 400_000;
const MOST_COMPRESSED = 40_000;

test("the hub's page of 200 rows stays small, and holds nothing that only a framework reads", async () => {
  const server = await borrowServer();
  const { database } = server.connection;
  const { first, ann, today } = await plantTwoOrganizations(database);
  const late = (place: number) =>
    contact({
      organizationId: first,
      assigneeIds: [ann],
      id: `contact-${place}`,
      name: `Name ${place * 7919}`,
      email: `contact-${place}@example.com`,
      phone: `+4930${1_000_000 + place}`,
      company: `Company ${place}`,
      leadQuality: "HOT",
      nextFollowUpDate: addDays(today, -1 - (place % 90)),
    });
  await database.contacts.insertMany(Array.from({ length: 200 }, (_, place) => late(place)));
  const session = await signIn(server.origin, "ann@example.com");
  const page = await (await session.fetch("/follow-ups?filter=hot")).text();
  expect(page.split("<follow-up-row").length - 1).toBe(200);
  expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
  expect(gzipSync(page).length).toBeLessThan(MOST_COMPRESSED);
  expect(page).not.toContain("<!--lit");
});
