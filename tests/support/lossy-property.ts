import fc from "fast-check";
import { expect, vi } from "vitest";
import { NO_CADENCE } from "../../app/domain/cadence.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { LEAD_QUALITIES, type LeadQuality } from "../../app/domain/contact.ts";
import { setFollowUpDates } from "../../db/change-follow-ups.ts";
import type { DatabaseConnection } from "../../db/connection.ts";
import { signIn, type BrowserSession } from "./browser-session.ts";
import { openHubModel, type HubModel } from "./hub-model.ts";
import { lossyNetwork, WEATHERS, type Weather } from "./lossy-network.ts";
import { borrowServer } from "./shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** One thing that somebody does, and whether they wait for it. */
type Step = { waits: boolean } & (
  | { what: "done" | "snooze" | "until"; places: number[] }
  | { what: "quality"; place: number; leadQuality: LeadQuality | null }
  | { what: "all"; action: "done" | "snooze" }
  | { what: "undo" | "next" | "retry" | "colleague" }
);

/** What is done, and how the network is meanwhile. */
export interface LossyTrial {
  steps: Step[];
  weathers: Weather[];
  waits: number[];
}

const step = (what: fc.Arbitrary<object>) =>
  fc.tuple(what, fc.boolean()).map(([one, waits]) => ({ ...one, waits }) as Step);
const places = fc.array(fc.nat(9), { minLength: 1, maxLength: 3 });

/** Trials of everything that the hub does, in any order, over a network of any weather. */
export const lossyTrials: fc.Arbitrary<LossyTrial> = fc.record({
  steps: fc.array(
    step(
      fc.oneof(
        { weight: 5, arbitrary: fc.record({ what: fc.constantFrom("done", "snooze", "until"), places }) },
        {
          weight: 4,
          arbitrary: fc.record({
            what: fc.constant("quality"),
            place: fc.nat(2),
            leadQuality: fc.constantFrom(...LEAD_QUALITIES, null),
          }),
        },
        { weight: 1, arbitrary: fc.record({ what: fc.constant("all"), action: fc.constantFrom("done", "snooze") }) },
        { weight: 6, arbitrary: fc.record({ what: fc.constantFrom("undo", "undo", "next", "retry", "colleague") }) },
      ),
    ),
    { minLength: 2, maxLength: 10 },
  ),
  weathers: fc.array(fc.constantFrom(...WEATHERS, "fine" as const), { minLength: 1, maxLength: 9 }),
  waits: fc.array(fc.nat(40), { minLength: 1, maxLength: 4 }),
});

/** A server with two colleagues, and what the page asks it is sent through a network of any weather. */
export async function openLossyTrials() {
  const server = await borrowServer();
  const { connection } = server;
  const world = await plantTwoOrganizations(connection.database);
  const session = await signIn(server.origin, "ann@example.com");
  return { check: (trial: LossyTrial) => checkTrial({ connection, world, session, origin: server.origin }, trial) };
}

interface Setting {
  connection: DatabaseConnection;
  world: TwoOrganizations;
  session: BrowserSession;
  origin: string;
}

async function checkTrial(setting: Setting, { steps, weathers, waits }: LossyTrial): Promise<void> {
  const { world, session, origin } = setting;
  await plant(setting);
  const send = (path: string, init: RequestInit = {}) =>
    session.fetch(path, { ...init, headers: { ...(init.headers as Record<string, string>), Origin: origin } });
  const network = lossyNetwork(send, ["fine", ...weathers], waits);
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) =>
    path.startsWith("/") ? network.fetch(path, init) : realFetch(path, init),
  );
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  const hub = await openHubModel(world.first);
  try {
    const underWay: Promise<unknown>[] = [];
    for (const one of steps) {
      const acted = act(hub, one, setting);
      underWay.push(acted);
      if (one.waits) await acted;
    }
    await Promise.all(underWay);
    await network.idle();
    network.clear();
    // Tried once more, what failed is done, or known to be done.
    hub.actions.retry();
    await settled(hub, network.idle);
    expect(hub.actions.notices().failures, "failures after the last retry").toEqual([]);
    await compare(hub, setting);
  } finally {
    hub.close();
    vi.unstubAllGlobals();
  }
}

const realFetch = globalThis.fetch;

async function act(hub: HubModel, one: Step, { connection, world }: Setting): Promise<void> {
  switch (one.what) {
    case "done":
    case "snooze":
      return hub.change(one.places, one.what);
    case "until":
      return hub.change(one.places, "snooze", addDays(world.today, 30));
    case "quality":
      return hub.setQuality(one.place, one.leadQuality);
    case "all":
      return hub.changeAll(one.action);
    case "undo":
      // It may take a lead quality back.
      if (hub.actions.undo()) hub.qualities.clear();
      return;
    case "next":
      return hub.actions.notices().toast?.next?.act();
    case "retry":
      return hub.actions.retry();
    case "colleague": {
      const bob = { organizationId: world.first, userId: world.bob, role: "member" as const };
      const date = addDays(world.today, -1);
      await setFollowUpDates(connection.database, bob, { ids: ["shared"], date, now: new Date() });
    }
  }
}

/** Waits until nothing is sent any more, and has the hub ask for its list once more. */
async function settled(hub: HubModel, idle: () => Promise<void>): Promise<void> {
  for (let times = 0; times < 3; times++) {
    await idle();
    await new Promise((resolve) => setTimeout(resolve));
  }
  await hub.refresher.askNow();
  await idle();
}

const BEGINNING = new Map<string, { date: string | null; quality: LeadQuality | null }>();

async function plant({ connection: { database }, world }: Setting): Promise<void> {
  const organizationId = world.first;
  await database.contacts.deleteMany({ organizationId });
  await database.activities.deleteMany({ organizationId });
  await database.operations.deleteMany({ organizationId });
  const cadence = { ...NO_CADENCE, byLeadQuality: { ...NO_CADENCE.byLeadQuality, HOT: 7, WARM: 14 } };
  await database.organizations.updateOne({ _id: organizationId }, { $set: { cadence } });
  const rows = [0, 1, 2, 3, 5, 8].map((days, place) =>
    contact({
      ...{ organizationId, id: place === 3 ? "shared" : `p${place}`, name: `Contact ${place}` },
      ...{ assigneeIds: place === 3 ? [world.ann, world.bob] : [world.ann] },
      ...{ nextFollowUpDate: addDays(world.today, -days), leadQuality: place % 2 ? "HOT" : null },
    }),
  );
  await database.contacts.insertMany(rows);
  BEGINNING.clear();
  for (const { id, nextFollowUpDate: date, leadQuality: quality } of rows) BEGINNING.set(id, { date, quality });
}

/** Compares what the screen shows with the database, and both with the timelines. */
async function compare(hub: HubModel, { connection: { database }, world }: Setting): Promise<void> {
  const organizationId = world.first;
  const contacts = await database.contacts.find({ organizationId }).toArray();
  const due = contacts.filter((one) => one.nextFollowUpDate !== null && one.nextFollowUpDate <= world.today);
  const { followUps, counts } = hub.shown();
  const onScreen = followUps.map(({ id, leadQuality }) => `${id} ${leadQuality}`).sort();
  expect(onScreen, "the screen").toEqual(due.map(({ id, leadQuality }) => `${id} ${leadQuality}`).sort());
  expect(counts.all, "the count").toBe(due.length);
  for (const { id, nextFollowUpDate, leadQuality } of contacts) {
    const timeline = await database.activities.find({ organizationId, contactId: id }).sort({ at: 1 }).toArray();
    const times = timeline.map(({ at }) => at.valueOf());
    expect(new Set(times).size, `${id}: no two entries at one moment`).toBe(times.length);
    let { date, quality } = BEGINNING.get(id)!;
    for (const { action, dateBefore, dateAfter, changes } of timeline) {
      const change = changes?.find(({ field }) => field === "leadQuality");
      if (change) {
        expect(change.before, `${id}: lead quality before`).toBe(quality);
        quality = change.after as LeadQuality | null;
      }
      if (action === "edit") continue;
      expect(dateBefore, `${id}: date before ${action}`).toBe(date);
      date = dateAfter;
    }
    expect([date, quality], `${id}: the timeline's end`).toEqual([nextFollowUpDate, leadQuality]);
    if (hub.qualities.has(id)) expect(leadQuality, `${id}: the last choice`).toBe(hub.qualities.get(id));
    const count = (...actions: string[]) => timeline.filter(({ action }) => actions.includes(action)).length;
    expect(count("done", "snooze"), `${id}: what was asked once`).toBeLessThanOrEqual(hub.timesAsked(id));
    expect(count("undo"), `${id}: what was done once`).toBeLessThanOrEqual(count("done", "snooze", "set"));
    const keys = timeline.map(({ operationId, action }) => `${operationId} ${action}`);
    expect(new Set(keys).size, `${id}: nothing is done twice`).toBe(keys.length);
  }
}
