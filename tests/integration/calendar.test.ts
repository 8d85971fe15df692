import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;

beforeAll(async () => {
  // A calendar date is none of the server's time zone's business.
  server = await startServer({ TZ: "Pacific/Auckland" });
  connection = await openDatabase({ uri: undefined, directory: server.dataDirectory });
  world = await plantTwoOrganizations(connection.database);
  const later = contact({
    organizationId: world.first,
    id: "emoji/1",
    name: "Zoë; \\n Krüger, 🙂\nBEGIN:VALARM",
    assigneeIds: [world.ann],
    nextFollowUpDate: "2099-03-28",
    leadQuality: "HOT",
  });
  const archived = { ...later, _id: undefined, id: "gone", status: "ARCHIVED" as const };
  await connection.database.contacts.insertMany([later, archived]);
  ann = await signIn(server.origin, "ann@example.com");
});
afterAll(async () => {
  await connection.close();
  await server.stop();
});

function submit(intent: string, session = ann) {
  const headers = { Origin: server.origin };
  return session.fetch("/account/calendar", { method: "POST", body: new URLSearchParams({ intent }), headers });
}

/** Makes a new address, and reads it from the account page. */
async function newAddress(): Promise<string> {
  expect((await submit("renew")).status).toBe(303);
  const page = await (await ann.fetch("/account")).text();
  return /value="(http[^"]*\/calendar\/[^"]+\.ics)"/.exec(page)![1]!;
}

async function read(address: string) {
  const response = await fetch(address);
  const lines = (await response.text()).replace(/\r\n /g, "").split("\r\n");
  return { status: response.status, headers: response.headers, lines };
}

describe("an address", () => {
  test("opens the coming follow-ups of its user, a day long, on their date in every time zone", async () => {
    const { status, headers, lines } = await read(await newAddress());
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    const dates = lines.filter((line) => line.startsWith("DTSTART")).map((line) => line.split(":")[1]);
    const days = [world.today, world.today, addDays(world.today, 5), "2099-03-28"].map((day) =>
      day.replaceAll("-", ""),
    );
    expect(dates).toEqual(days);
    expect(lines.filter((line) => line.startsWith("DTSTART")).every((line) => line.includes("VALUE=DATE"))).toBe(true);
    expect(lines.filter((line) => line.startsWith("SUMMARY")).slice(-1)).toEqual([
      "SUMMARY:Follow up: Zoë\\; \\\\n Krüger\\, 🙂\\nBEGIN:VALARM (hot)",
    ]);
    expect(lines).not.toContain("BEGIN:VALARM");
    expect(lines.some((line) => line.endsWith("/contacts/emoji%2F1"))).toBe(true);
    expect(lines.filter((line) => line.startsWith("UID:"))).toHaveLength(4);
  });

  test("keeps each event's id", async () => {
    const address = await newAddress();
    const uids = async () => (await read(address)).lines.filter((line) => line.startsWith("UID:"));
    const before = await uids();
    const ofFirst = { organizationId: world.first, id: "later" };
    await connection.database.contacts.updateOne(ofFirst, { $set: { nextFollowUpDate: addDays(world.today, 6) } });
    expect(await uids()).toEqual(before);
    await connection.database.contacts.updateOne(ofFirst, { $set: { nextFollowUpDate: addDays(world.today, 5) } });
  });

  test("is shown once, and kept as a hash only", async () => {
    const address = await newAddress();
    expect(await (await ann.fetch("/account")).text()).not.toContain("/calendar/");
    const secret = address.split("/").at(-1)!.replace(".ics", "");
    const stored = await connection.database.calendarFeeds.find({}).toArray();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(server.output()).not.toContain(secret);
  });

  test("ends when it is renewed or revoked", async () => {
    const first = await newAddress();
    const second = await newAddress();
    expect((await read(first)).status).toBe(404);
    expect((await read(second)).status).toBe(200);
    await submit("revoke");
    expect((await read(second)).status).toBe(404);
    expect(await (await ann.fetch("/account")).text()).not.toContain("Turn off");
  });

  test("that is wrong is 404", async () => {
    const address = await newAddress();
    for (const wrong of [address.slice(0, -4), address.replace(".ics", "x.ics"), `${server.origin}/calendar/.ics`]) {
      expect((await read(wrong)).status).toBe(404);
    }
  });

  test("is its organization's: another one's contacts of the user aren't in it, nor after they left", async () => {
    const { users, organizations } = connection.database;
    await users.updateOne(
      { _id: world.ann },
      { $push: { memberships: { organizationId: world.second, role: "admin" } } },
    );
    expect(await organizations.countDocuments({})).toBe(2);
    const address = await newAddress();
    expect((await read(address)).lines.join()).not.toContain("Other");
    await users.updateOne({ _id: world.ann }, { $pull: { memberships: { organizationId: world.first } } });
    expect((await read(address)).status).toBe(404);
    await users.updateOne({ _id: world.ann }, { $set: { memberships: [] } });
    expect((await read(address)).status).toBe(404);
    await users.updateOne(
      { _id: world.ann },
      { $set: { memberships: [{ organizationId: world.first, role: "member" }] } },
    );
    expect((await read(address)).status).toBe(200);
  });
});

test("signed out, and from another site, nothing is made", async () => {
  const before = await connection.database.calendarFeeds.find({}).toArray();
  const body = new URLSearchParams({ intent: "renew" });
  const path = `${server.origin}/account/calendar`;
  expect((await fetch(path, { method: "POST", body, redirect: "manual" })).status).toBe(302);
  const evil = await ann.fetch("/account/calendar", {
    method: "POST",
    body,
    headers: { Origin: "https://evil.example" },
  });
  expect(evil.status).toBe(403);
  expect(await connection.database.calendarFeeds.find({}).toArray()).toEqual(before);
});
