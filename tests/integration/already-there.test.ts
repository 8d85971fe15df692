import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Temporal } from "temporal-polyfill";
import { addApiKey } from "../../db/accounts.ts";
import { importContacts } from "../../db/import/import-contacts.ts";
import { htmlOf } from "../support/admins-trial.ts";
import { runCommand } from "../support/database.ts";
import { startRemovalTrial, type RemovalTrial } from "../support/removal-trial.ts";
import { contact } from "../support/two-organizations.ts";

let trial: RemovalTrial;

beforeAll(async () => {
  trial = await startRemovalTrial();
});
afterAll(() => trial.stop());
beforeEach(async () => {
  const { world } = trial;
  await trial.replant();
  await trial.database().contacts.deleteMany({ id: { $nin: ["zed", "old", "archived"] } });
  const ofAnn = { organizationId: world.first, assigneeIds: [world.ann] };
  await trial
    .database()
    .contacts.insertOne(
      contact({ ...ofAnn, id: "anns", name: "Ann’s Own", email: "Own@Example.com", phone: "0171 7654321" }),
    );
});

const add = (fields: Record<string, string>) => trial.post(trial.bob, "/new-contact", { name: "Newcomer", ...fields });
const newcomers = () => trial.database().contacts.countDocuments({ name: "Newcomer" });
const importText = (text: string, dryRun: boolean) =>
  importContacts(trial.database(), {
    organization: { _id: trial.world.first, slug: "first", timeZone: "UTC" },
    source: (async function* () {
      yield Buffer.from(text);
    })(),
    ...{ dryRun, now: Temporal.Now.instant() },
  });

test.each(["+49 (0)30 / 123456", "0049 30 123456", "٠٣٠١٢٣٤٥٦", "030-123456; 0171 999"])(
  "the form tells whose phone %s is, and adds it when asked once more",
  async (phone) => {
    const answer = await add({ phone, company: "Kept" });
    expect(answer.status).toBe(409);
    const html = await htmlOf(answer);
    expect(html).toContain('href="/contacts/zed">Zoe Q.</a>');
    expect(html).toContain('value="Kept"');
    expect(html).toContain('name="anyway"');
    expect(await newcomers()).toBe(0);
    expect((await add({ phone, anyway: "yes" })).status).toBe(303);
    expect(await newcomers()).toBe(1);
    await trial.database().contacts.deleteMany({ name: "Newcomer" });
  },
);

test("of a contact that isn't theirs a member learns no more than that there is one", async () => {
  const answer = await add({ email: "own@example.COM" });
  expect(answer.status).toBe(409);
  const html = await htmlOf(answer);
  expect(html).toContain("One that is assigned to somebody else.");
  expect(html).not.toContain("Ann’s Own");
  expect(html).not.toContain("anns");
});

test("another organization's contact, and another's email or phone, say nothing", async () => {
  const { world } = trial;
  const secret = { organizationId: world.second, assigneeIds: [world.bob], email: "same@example.com" };
  await trial.database().contacts.insertOne(contact({ ...secret, id: "elsewhere" }));
  for (const fields of [{ email: "same@example.com" }, { phone: "030 1234567" }, { phone: "12345" }, {}]) {
    expect((await add(fields as Record<string, string>)).status).toBe(303);
    await trial.database().contacts.deleteMany({ name: "Newcomer" });
  }
});

test.each([true, false])(
  "an import tells which new contacts have somebody's email or phone, ahead: %s",
  async (dryRun) => {
    const rows = ["id,name,email,phone,status,nextFollowUpDate"];
    rows.push(
      "n1,Newcomer,,(030) 123456,,",
      "n2,Newcomer,OWN@example.com,,ARCHIVED,2030-01-01",
      "n3,Newcomer,n@x.example,,,",
    );
    // Two of one file are a couple.
    rows.push("n4,Newcomer,pair@x.example,,,", "n5,Newcomer,pair@x.example,,,");
    const result = await importText(rows.join("\n"), dryRun);
    if (result.outcome !== "imported") throw new Error(result.outcome);
    expect(result.summary).toMatchObject({
      added: 5,
      neverDue: 1,
      alike: {
        count: 2,
        examples: [
          { name: "Newcomer", other: { id: "zed", name: "Zoe Q." } },
          { name: "Newcomer", other: { id: "anns", name: "Ann’s Own" } },
        ],
      },
    });
    const again = await importText(rows.join("\n"), true);
    expect(again).toMatchObject({ summary: { alike: { count: dryRun ? 2 : 0 } } });
  },
);

test("the command line tells it in words", async () => {
  const text = "id,name,phone,status,nextFollowUpDate\nn1,Newcomer,030123456,ARCHIVED,2030-01-01\n";
  const directory = trial.server.dataDirectory;
  const { out, err } = await runCommand(["import", "-", "--organization", "first", "--dry-run"], {
    input: [text],
    directory,
  });
  expect(out + err).toContain('"Newcomer" is new, with the email or phone of "Zoe Q." (zed)');
  expect(out + err).toContain("1 contact with a follow-up date: archived, so never due.");
});

test("the API tells it in its answer, of what the request added", async () => {
  const key = await addApiKey(trial.database(), {
    ...{ organizationId: trial.world.first, name: "k", now: new Date(), scopes: ["contacts"] },
  });
  const send = async (contacts: object[]) => {
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const body = JSON.stringify({ contacts });
    return (await fetch(`${trial.server.origin}/api/contacts`, { method: "POST", headers, body })).json();
  };
  const contacts = [
    { id: "n1", name: "Newcomer", phone: "0049 30 123456" },
    { id: "n2", name: "Newcomer", email: "fresh@x.example", status: "ARCHIVED", nextFollowUpDate: "2030-01-01" },
  ];
  expect(await send(contacts)).toEqual({
    ...{ ok: true, added: 2, changed: 0, unchanged: 0, neverDue: 1 },
    alike: [{ id: "n1", other: { id: "zed", name: "Zoe Q." } }],
  });
  expect(await send(contacts)).toEqual({ ok: true, added: 0, changed: 0, unchanged: 2 });
});

test("a date of an archived contact is told to be never due, and it is made active by one button", async () => {
  const { ann } = trial;
  const status = async () => (await trial.find("archived"))!.status;
  expect(await htmlOf(ann.fetch("/contacts/archived"))).toContain("This contact is archived: it is never due");
  await trial.post(ann, "/contacts/archived", { intent: "set", date: "2030-01-01" });
  const page = await htmlOf(ann.fetch("/contacts/archived"));
  expect(page).toContain("Follow-up set for 1 Jan 2030. The contact is archived, so it is never due.");
  expect(page).toMatch(/formaction="\/follow-ups\/activate"/i);
  const { operationId } = await trial.lastOperation();
  await trial.post(trial.bob, "/follow-ups/activate", { operationId });
  expect(await status()).toBe("ARCHIVED");
  await trial.post(ann, "/follow-ups/activate", { operationId, redirectTo: "/contacts/archived" });
  expect(await status()).toBe("ACTIVE");
  expect(await htmlOf(ann.fetch("/contacts/archived"))).toContain("Made active: 1 contact");
  expect((await trial.timelineOf("archived")).map(({ action }) => action)).toEqual(["set", "edit"]);

  await trial.database().contacts.updateOne({ id: "archived" }, { $set: { status: "ARCHIVED" } });
  const many = new URLSearchParams([
    ...[
      ["contactIds", "archived"],
      ["contactIds", "old"],
      ["choice", "date"],
      ["date", "2030-02-02"],
    ],
    ["organizationId", trial.world.first],
  ]);
  await ann.fetch("/contacts", { method: "POST", body: many });
  expect(await htmlOf(ann.fetch("/contacts"))).toContain(
    "Follow-up set for 2 Feb 2030: 2 contacts. One of them is archived, so it is never due.",
  );
  await trial.post(ann, "/contacts/archived", { intent: "clear" });
  expect(await htmlOf(ann.fetch("/contacts/archived"))).not.toContain("so it is never due.");
});

test("a contact that is added archived with a date is told to be never due", async () => {
  const added = await add({ status: "ARCHIVED", date: "2030-01-01" });
  expect(await htmlOf(trial.bob.fetch(added.headers.get("Location")!))).toContain(
    "Contact added. The contact is archived, so it is never due.",
  );
});
