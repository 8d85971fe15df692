import { rm } from "node:fs/promises";
import type { AppLoadContext } from "@remix-run/node";
import type { CommandStartedEvent } from "mongodb";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { noNextStepText } from "../../app/contacts/matching-contacts.server.ts";
import { readHub } from "../../app/follow-ups/hub-view.server.ts";
import { readDueList } from "../../app/follow-ups/read-due-list.server.ts";
import { listViewer } from "../../app/follow-ups/whose-list.server.ts";
import type { Viewer } from "../../app/auth/viewer.server.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { WHOLE_LIST } from "../../app/domain/due-view.ts";
import { changeFollowUps } from "../../db/change-follow-ups.ts";
import { openDatabase, type DatabaseConnection } from "../../db/connection.ts";
import { importContacts } from "../../db/import/import-contacts.ts";
import { addSession } from "../../db/sessions.ts";
import { readTeam } from "../../db/team.ts";
import { openSession } from "../../db/viewer.ts";
import { newDataDirectory } from "../support/data-directory.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

// What a request asks of the database, in commands: each is a way there and back, which costs more than most of what it reads.
let directory: string;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let viewer: Viewer;
let started: CommandStartedEvent[] = [];

beforeAll(async () => {
  directory = await newDataDirectory();
  connection = await openDatabase({ uri: undefined, directory }, undefined, (client) => {
    client.on("commandStarted", (event) => started.push(event));
  });
  const { database } = connection;
  world = await plantTwoOrganizations(database);
  const { first: organizationId, ann: userId, today } = world;
  const clock = { today, nextMidnight: 0, now: new Date(), timeZone: "UTC", locale: "en-GB" } as const;
  const own = { workingDays: {}, presets: [], organizationPresets: [], rules: {}, sampleContactIds: [] };
  viewer = { organizationId, userId, role: "admin", ...clock, ...own } as unknown as Viewer;
  const due = (place: number) =>
    contact({
      ...{ organizationId, assigneeIds: [userId], id: `due-${place}`, name: `Due ${place}` },
      nextFollowUpDate: addDays(today, -(place % 9)),
    });
  await database.contacts.insertMany(Array.from({ length: 450 }, (_, place) => due(place)));
});
afterAll(async () => {
  await connection.close();
  await rm(directory, { recursive: true });
});
beforeEach(() => (started = []));

const commands = () => started.map(({ commandName }) => commandName);

test("who asks is one question, with their organizations", async () => {
  const now = new Date();
  const session = { userId: world.ann, organizationId: world.first, signedInBy: "password" as const };
  const { id } = await addSession(connection.database, { ...session, browser: "", address: "" }, now);
  started = [];
  const found = await openSession(connection.database, id, now);
  expect(found?.account?.organizations.map(({ _id }) => _id)).toEqual([world.first]);
  expect(JSON.stringify(found)).not.toContain("argon2");
  expect(commands()).toEqual(["aggregate"]);
});

test.each([
  ["oldest", 200, 1],
  // The hot ones that are overdue, and then all others together.
  ["priority", 1, 1],
  ["priority", 200, 2],
] as const)(
  "a list with its counts is one question or two, its notes another: %s first, %i of them",
  async (order, limit, questions) => {
    const request = { order, filter: "all", limit, withNotes: true } as const;
    const { followUps, counts } = await readDueList(connection.database, viewer, request);
    expect([followUps.length, counts.all > 450]).toEqual([limit, true]);
    expect(commands()).toEqual(Array.from({ length: questions + 1 }, () => "aggregate"));
  },
);

test("the hub asks who stands in, what has changed, the list, the notes, and how many have no next step: five questions", async () => {
  const { database } = connection;
  const context = { database, now: Temporal.Now.instant() } as AppLoadContext;
  const list = (await listViewer(context, viewer, null))!;
  expect(commands()).toEqual(["find"]);
  const { hub } = await readHub(database, list, { view: { ...WHOLE_LIST, order: "oldest" }, ticksAll: false });
  expect(hub.list.followUps).toHaveLength(200);
  expect(commands()).toEqual(["find", "aggregate", "aggregate", "aggregate", "aggregate"]);
});

test("a team's day is one question for twenty of its members, besides who they are and what they did", async () => {
  const { first: organizationId, today } = world;
  const { users } = connection.database;
  const bob = (await users.findOne({ _id: world.bob }))!;
  const others = Array.from({ length: 198 }, (_, place) => ({
    ...bob,
    _id: `m-${place}`,
    email: `m-${place}@x.example`,
  }));
  await users.insertMany(others);
  started = [];
  const { members, total } = await readTeam(connection.database, organizationId, { today, since: new Date() });
  expect([members.length, total]).toEqual([200, 200]);
  expect(members.find(({ name }) => name === "ann")).toMatchObject({ overdue: 404, today: 52, hotOverdue: 1 });
  const questions = Array.from({ length: 10 }, () => "aggregate");
  expect(commands()).toEqual(["find", "aggregate", "find", ...questions]);
  await users.deleteMany({ _id: { $in: others.map(({ _id }) => _id) } });
});

test("how many have no next step is one more, which counts no further than it tells", async () => {
  const { first: organizationId, ann: userId } = world;
  const aimless = (place: number) => contact({ organizationId, assigneeIds: [userId], id: `aimless-${place}` });
  await connection.database.contacts.insertMany(Array.from({ length: 1_100 }, (_, place) => aimless(place)));
  started = [];
  expect(await noNextStepText(connection.database, viewer)).toBe("999+");
  expect(commands()).toEqual(["aggregate"]);
  expect(started[0]!.command.pipeline).toContainEqual({ $limit: 1_000 });
  await connection.database.contacts.deleteMany({ id: /^aimless-/ });
});

test.each([1, 200])(
  "marking %i done is as many commands, and writes each contact and its activity once",
  async (count) => {
    const ids = Array.from({ length: count }, (_, place) => `due-${count + place}`);
    const now = new Date();
    const change = { ids, action: "done", today: world.today, now } as const;
    expect(await changeFollowUps(connection.database, viewer, change)).toMatchObject({ count });
    expect(commands()).toEqual(["find", "find", "find", "update", "insert", "insert", "commitTransaction"]);
    const written = started.flatMap(({ command }) => (command.insert === "activities" ? command.documents : []));
    expect(written).toHaveLength(count);
  },
);

test("an import asks for fifty of its rows at once", async () => {
  const rows = Array.from({ length: 1_000 }, (_, place) => `row-${place},Ann ${place}\n`).join("");
  const organization = (await connection.database.organizations.findOne({ _id: world.first }))!;
  async function* source() {
    yield Buffer.from(`id,name\n${rows}`);
  }
  started = [];
  const options = { organization, source: source(), now: Temporal.Now.instant() };
  expect(await importContacts(connection.database, options)).toMatchObject({ outcome: "imported" });
  expect(started.length).toBeLessThan((1_000 / 50) * 12);
});
