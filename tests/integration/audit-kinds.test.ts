import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { AUDIT_KINDS, type AuditKind } from "../../app/domain/audit.ts";
import { addUser } from "../../db/accounts.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";
import { linkOn, post } from "../support/members-trial.ts";
import { contact, PASSWORD } from "../support/two-organizations.ts";

const ANN = "ann@example.com";
/** Somebody new for each kind, to whom it is done. */
const DORA = "dora@example.com";
const NEW_PASSWORD = "another long one";

let trial: AdminsTrial;
let ann: BrowserSession;
let dora: { id: string; browser: BrowserSession };

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ ann } = trial);
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { database } = trial.connection;
  const { first: organizationId, ann: annId } = trial.world;
  await database.users.deleteMany({ email: { $in: [DORA, "new@example.com"] } });
  const fields = { email: DORA, name: "Dora", password: PASSWORD, role: "member", timeZone: null } as const;
  const added = await addUser(database, { ...fields, organizationId, now: new Date() });
  if (added.outcome === "badPassword") throw new Error(added.problem);
  dora = { id: added.userId, browser: await signIn(trial.server.origin, DORA) };
  await database.contacts.deleteMany({ id: /^spare/ });
  const spares = ["spare-1", "spare-2"].map((id) => contact({ organizationId, id, assigneeIds: [annId] }));
  await database.contacts.insertMany(spares);
  await database.absences.deleteMany({});
  await database.auditEvents.deleteMany({});
});

/** Sends a form, which has to be taken, and returns the page that it leads to. */
async function send(browser: BrowserSession, path: string, fields: Record<string, string>): Promise<string> {
  const answer = await post(browser, path, { organizationId: trial.world.first, ...fields });
  expect(answer.status, path).toBe(303);
  return htmlOf(browser.fetch(answer.headers.get("Location")!));
}

const operationIn = (page: string) => /name="operationId" value="([^"]+)"/.exec(page)![1]!;
const invite = () => send(ann, "/members", { email: "new@example.com", role: "member" });
const makeKey = () => send(ann, "/api-keys", { name: "CRM", scopes: "contacts", expiry: "30", date: "" });
const remove = () => send(ann, `/members/${dora.id}`, { intent: "remove", handOverTo: "" });
const deleteSpare = () => send(ann, "/contacts/spare-1/delete", {});
const command = async (...words: string[]) => {
  const setting = { directory: trial.server.dataDirectory, input: [`${PASSWORD}\n`] };
  expect(await runCommand(words, setting)).toMatchObject({ code: 0 });
};

async function importOne(): Promise<string> {
  const body = new FormData();
  body.set("organizationId", trial.world.first);
  body.set("file", new File([`id,name\nspare-${Date.now()},New\n`], "people.csv", { type: "text/csv" }));
  const page = (await ann.fetch("/import", { method: "POST", body })).headers.get("Location")!;
  await send(ann, page, { id: "id", name: "name" });
  await expect.poll(() => htmlOf(ann.fetch(page))).toContain("Undo");
  return page;
}

const saveSettings = () =>
  postForm(ann, "/settings", [
    ...[["name", `First ${Date.now()}`] as [string, string], ["timeZone", "UTC"] as [string, string]],
    ...["HOT", "WARM", "COLD", "NURTURE", "none"].map((group): [string, string] => [group, "7"]),
    ["from", "today"],
  ]);

const beAway = () => {
  const { today, ann: standInId } = trial.world;
  return send(dora.browser, "/away", { userId: dora.id, from: today, until: today, standInId });
};

interface Trial {
  act: () => Promise<unknown>;
  /** Whom the entry names as the one who did it; Ann, an admin, where nothing is said. */
  by?: string;
  /** Whom or what it was done to. */
  about?: string;
}

/** How each kind of entry comes to be. A new kind has to be given its line. */
const TRIALS: Record<AuditKind, Trial> = {
  signedIn: { act: () => signIn(trial.server.origin, DORA), by: DORA },
  signInFailed: { act: () => signIn(trial.server.origin, DORA, "wrong"), by: "", about: DORA },
  signedOut: { act: () => post(dora.browser, "/logout", {}), by: DORA },
  sessionEnded: {
    act: async () => {
      await signIn(trial.server.origin, DORA);
      await send(dora.browser, "/account/sessions", { end: "others" });
    },
    by: DORA,
  },
  passwordChanged: {
    act: () =>
      send(dora.browser, "/account/password", { current: PASSWORD, password: NEW_PASSWORD, repeated: NEW_PASSWORD }),
    by: DORA,
  },
  resetLinkMade: { act: () => send(ann, `/members/${dora.id}`, { intent: "resetLink" }), about: DORA },
  calendarAddressMade: { act: () => send(dora.browser, "/account/calendar", { intent: "renew" }), by: DORA },
  calendarAddressEnded: {
    act: async () => {
      await send(dora.browser, "/account/calendar", { intent: "renew" });
      await send(dora.browser, "/account/calendar", { intent: "revoke" });
    },
    by: DORA,
  },
  memberAdded: {
    act: () =>
      command(
        ...["user", "add", "--email", "new@example.com", "--name", "New"],
        ...["--organization", "first", "--password-stdin"],
      ),
    by: "Command line",
    about: "new@example.com",
  },
  memberInvited: { act: invite, about: "new@example.com" },
  invitationRevoked: {
    act: async () => {
      await invite();
      const { _id } = (await trial.connection.database.oneTimeLinks.findOne({ purpose: "invitation" }))!;
      await send(ann, "/members/invitations", { revoke: _id });
    },
    about: "new@example.com",
  },
  invitationAccepted: {
    act: async () => {
      const joining = { name: "New", password: NEW_PASSWORD, repeated: NEW_PASSWORD, timeZone: "UTC" };
      const path = linkOn(await invite())!;
      const body = new URLSearchParams(joining);
      expect((await trial.nobody.fetch(path, { method: "POST", body })).status).toBe(303);
    },
    by: "new@example.com",
    about: "new@example.com",
  },
  roleChanged: { act: () => send(ann, `/members/${dora.id}`, { intent: "role", role: "admin" }), about: DORA },
  memberRemoved: { act: remove, about: DORA },
  memberRestored: {
    act: async () => send(ann, "/follow-ups/undo", { operationId: operationIn(await remove()) }),
    about: DORA,
  },
  absenceAdded: { act: beAway, by: DORA, about: DORA },
  absenceRemoved: {
    act: async () => {
      await beAway();
      const { _id } = (await trial.connection.database.absences.findOne({}))!;
      await send(ann, "/away", { intent: "remove", userId: dora.id, absenceId: _id });
    },
    about: DORA,
  },
  standInNamed: { act: beAway, by: DORA, about: ANN },
  apiKeyMade: { act: makeKey, about: "CRM" },
  apiKeyRevoked: {
    act: async () => {
      await makeKey();
      const { _id } = (await trial.connection.database.apiKeys.findOne({}, { sort: { createdAt: -1 } }))!;
      await send(ann, "/api-keys/revoke", { keyId: _id });
    },
    about: "CRM",
  },
  exported: { act: () => ann.fetch("/export?format=csv").then((file) => file.text()) },
  imported: { act: importOne },
  importUndone: { act: async () => send(ann, await importOne(), { intent: "undo" }) },
  contactDeleted: { act: deleteSpare, about: "spare-1" },
  contactsMerged: { act: () => send(ann, "/contacts/spare-1/merge", { with: "spare-2" }), about: "spare-1" },
  contactRestored: {
    act: async () => send(ann, "/follow-ups/undo", { operationId: operationIn(await deleteSpare()) }),
    about: "spare-1",
  },
  contactErased: { act: () => send(ann, "/contacts/spare-1/erase", {}) },
  userErased: { act: () => command("user", "erase", "--email", DORA, "--yes"), by: "Command line" },
  settingsChanged: { act: saveSettings },
};

test.each(AUDIT_KINDS)(
  "%s is kept once, with who, from where and when (ASVS 16.2.1, 16.3.1)",
  { timeout: 60_000 },
  async (kind) => {
    const { act, by = ANN, about } = TRIALS[kind];
    const before = Date.now();
    await act();
    const { auditEvents } = trial.connection.database;
    const ofKind = () => auditEvents.find({ kind }).toArray();
    await expect.poll(async () => (await ofKind()).length).toBe(1);
    const [event] = await ofKind();
    const isCommand = by === "Command line";
    expect(event).toMatchObject({
      organizationId: trial.world.first,
      by: { name: by, type: isCommand ? "commandLine" : by === "" ? "unknown" : "user" },
      address: isCommand ? "" : (expect.stringContaining("127.0.0.1") as string),
      browser: isCommand ? "" : "node",
    });
    if (about !== undefined) expect(event!.about?.name).toBe(about);
    // Commands may read the clock before their process has begun to count.
    expect(event!.at.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(event!.at.getTime()).toBeLessThanOrEqual(Date.now());
  },
);
