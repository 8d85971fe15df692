import { afterAll, beforeAll, beforeEach } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { startAdminsTrial, type AdminsTrial } from "./admins-trial.ts";
import { signIn, type BrowserSession } from "./browser-session.ts";
import { contact, plantUser } from "./two-organizations.ts";

/** A team: Ann leads it, Bob has a backlog, Cleo nothing; Cid leads another one. */
export let trial: AdminsTrial;
export let cleo: BrowserSession;
export let cleoId: string;

/** Starts it, and gives each test of a file the contacts anew. */
export function teamForEachTest(): void {
  beforeAll(async () => {
    trial = await startAdminsTrial();
    const { first: organizationId } = trial.world;
    const cleoOf = { email: "cleo@example.com", name: "Cleo", role: "member", organizationId } as const;
    cleoId = await plantUser(database(), cleoOf);
    cleo = await signIn(trial.server.origin, "cleo@example.com");
  });
  afterAll(() => trial.stop());
  beforeEach(async () => {
    await Promise.all(
      (["contacts", "activities", "operations"] as const).map((name) => database()[name].deleteMany({})),
    );
    await database().organizations.updateMany({}, { $unset: { hotOverdueDays: "" } });
    const { first, second, ann, bob, cid } = trial.world;
    const of = (id: string, assigneeIds: string[], days: number | null, more: object = {}) =>
      contact({
        ...{ organizationId: first, id, assigneeIds, nextFollowUpDate: days === null ? null : ago(days) },
        ...more,
      });
    await database().contacts.insertMany([
      of("a1", [ann], 2),
      of("b1", [bob], 20, { leadQuality: "HOT" }),
      of("b2", [bob], 3),
      of("b3", [bob], 0, { leadQuality: "HOT" }),
      of("b4", [bob], null),
      of("b5", [bob], null, { status: "INACTIVE" }),
      of("b6", [bob], 9, { status: "ARCHIVED" }),
      of("b7", [bob], -4),
      of("ab", [ann, bob], 5),
      contact({ ...{ organizationId: second, id: "b1", assigneeIds: [bob, cid] }, nextFollowUpDate: ago(90) }),
      contact({ organizationId: second, id: "c1", assigneeIds: [cid], nextFollowUpDate: ago(40), leadQuality: "HOT" }),
    ]);
  });
}

/** Its database. */
export const database = () => trial.connection.database;
/** The date so many days ago. */
export const ago = (count: number) => addDays(trial.world.today, -count);
/** Who looks after a contact of the team. */
export const assigneesOf = async (id: string) =>
  (await database().contacts.findOne({ organizationId: trial.world.first, id }))?.assigneeIds;
