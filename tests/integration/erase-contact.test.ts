import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";
import { contact } from "../support/two-organizations.ts";

/** An id that says who it is, with signs that mean something in a pattern. */
const ID = "zoe.(q)+x@example.com";
const WORDS = [ID, "Zoe Quill", "zoe@home.example", "She likes figs"];
const PATH = `/contacts/${encodeURIComponent(ID)}`;
const DUE = "/api/follow-ups/due";

let trial: AdminsTrial;
let ann: BrowserSession;
let before: object[];

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ ann } = trial);
});
afterAll(() => trial.stop());

const database = () => trial.connection.database;
/** All that the database holds of the first organization, and of everybody, but for the contact of the second. */
const everything = async () => {
  const names = (await database().db.listCollections().toArray()).map(({ name }) => name);
  const found = await Promise.all(names.map((name) => database().db.collection(name).find().toArray()));
  return found.flat().filter(({ organizationId }) => organizationId !== trial.world.second);
};
const change = (personIds: string[], action: string, operationId: string) =>
  ann.api(DUE, "PATCH", { personIds, action, operationId });
const ids = { alone: "op_alone_aaaaaaaaaaaaaaaaaaaa", together: "op_together_bbbbbbbbbbbbbbbbbb" };

beforeEach(async () => {
  const { world } = trial;
  await database().contacts.deleteMany({ id: { $in: [ID, `${ID}2`, "kim"] } });
  await database().activities.deleteMany({});
  await database().operations.deleteMany({});
  const dates = { assigneeIds: [world.ann], nextFollowUpDate: world.today, leadQuality: "WARM" as const };
  const zoe = { ...dates, id: ID, name: "Zoe Quill", email: "zoe@home.example" };
  before = [
    contact({ ...zoe, organizationId: world.second, assigneeIds: [world.cid] }),
    // An id of which the one that is erased is a part.
    contact({ ...dates, id: `${ID}2`, organizationId: world.first, name: "Other" }),
    contact({ ...dates, id: "kim", organizationId: world.first, name: "Kim" }),
  ];
  await database().contacts.insertMany([contact({ ...zoe, organizationId: world.first }), ...before] as never);
  await database().organizations.updateOne(
    { _id: world.first },
    {
      $set: {
        cadence: {
          byLeadQuality: { HOT: null, WARM: 14, COLD: null, NURTURE: null, none: null },
          from: "today",
          skipWeekends: false,
          automatic: false,
        },
      },
    },
  );
  await postForm(ann, PATH, [
    ["organizationId", world.first],
    ["intent", "note"],
    ["kind", "note"],
    ["text", WORDS[3]!],
  ]);
  expect((await change([ID], "snooze", ids.alone)).body).toMatchObject({ count: 1 });
  expect((await change([`${ID}2`, ID, "kim"], "done", ids.together)).body).toMatchObject({ count: 3 });
  await ann.api("/api/follow-ups/lead-quality", "PATCH", { personId: ID, leadQuality: "COLD" });
});

const erase = (browser: Pick<BrowserSession, "fetch">, organizationId = trial.world.first) =>
  postForm(browser, `${PATH}/erase`, [["organizationId", organizationId]]);

describe("in the browser", () => {
  test("its page says how much it takes away, and a form does it: nothing tells of the contact any more", async () => {
    expect(await htmlOf(ann.fetch(PATH))).toContain(`href="${PATH}/erase"`);
    const page = await htmlOf(ann.fetch(`${PATH}/erase`));
    expect(page).toContain("Erase <bdi>Zoe Quill</bdi>?");
    expect(page).toContain("1 contact, 4 timeline entries, 4 operations");
    expect(JSON.stringify(await everything())).toContain(WORDS[3]);
    const done = await erase(ann);
    expect([done.status, done.headers.get("Location")]).toEqual([303, "/contacts"]);
    expect(await htmlOf(ann.fetch("/contacts"))).toContain("Erased 1 contact, 4 timeline entries, 4 operations");
    const left = JSON.stringify(await everything()).replaceAll(`${ID}2`, "other");
    for (const word of WORDS) expect(left).not.toContain(word);
    for (const path of [PATH, `${PATH}/erase`]) expect((await ann.fetch(path)).status).toBe(404);
    expect((await erase(ann)).status).toBe(404);
    expect(await htmlOf(ann.fetch("/contacts?search=zoe"))).not.toContain("Zoe Quill");
    const [event] = await database().auditEvents.find({ kind: "contactErased" }).sort({ at: -1 }).limit(1).toArray();
    expect(event).toMatchObject({
      organizationId: trial.world.first,
      by: { name: "ann@example.com" },
      about: null,
      detail: "1 contact, 4 timeline entries, 4 operations",
    });
  });

  test("others keep theirs: a contact of the same id elsewhere, and what one operation did to several", async () => {
    await erase(ann);
    expect(await database().contacts.countDocuments({ id: ID, organizationId: trial.world.second })).toBe(1);
    const operations = await database().operations.find().toArray();
    expect(operations).toMatchObject([
      {
        operationId: ids.together,
        request: `done of ${ID}2, an erased contact, kim`,
        answer: { count: 3, next: [{ id: "kim" }, { id: `${ID}2` }] },
      },
    ]);
    // Told again, and undone for those who are left.
    expect((await change([`${ID}2`, ID, "kim"], "done", ids.together)).body).toMatchObject({ count: 3 });
    expect((await ann.api("/api/follow-ups/undo", "POST", { operationId: ids.together })).body.count).toBe(2);
    expect((await change([ID], "snooze", ids.alone)).status).toBe(404);
  });

  test("lists that are open hear of it, though no other contact changed", async () => {
    const signal = AbortSignal.timeout(30_000);
    const stream = await ann.fetch("/api/follow-ups/changes", { signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const changes = async (count: number) => {
      for (let told = 0; told < count;) {
        const { value, done } = await reader.read();
        expect(done).toBe(false);
        told += value!.split("data: changed").length - 1;
      }
    };
    await changes(1);
    // It isn't among the newest, by which a change is known.
    await database().contacts.updateOne(
      { id: ID, organizationId: trial.world.first },
      { $set: { updatedAt: new Date(0) } },
    );
    await changes(1);
    const many = Array.from({ length: 30 }, (_, n) =>
      contact({ organizationId: trial.world.first, id: `new-${n}`, assigneeIds: [] }),
    );
    await database().contacts.insertMany(many);
    await erase(ann);
    await changes(1);
    await reader.cancel();
  });

  test("another organization's admin, a member, and who isn't signed in, erase nothing", async () => {
    const { bob, cid, nobody, world } = trial;
    await database().contacts.deleteOne({ id: ID, organizationId: world.second });
    for (const [browser, status] of [
      [bob, 403],
      [cid, 404],
      [nobody, 302],
    ] as const) {
      expect((await browser.fetch(`${PATH}/erase`)).status).toBe(status);
      expect((await erase(browser, world.second)).status).toBe(browser === bob ? 403 : status);
    }
    // A page that another tab has left behind.
    expect((await erase(cid, world.first)).status).toBe(303);
    expect((await erase(ann, world.second)).status).toBe(303);
    expect(await database().contacts.countDocuments({ id: ID, organizationId: world.first })).toBe(1);
    for (const path of [`${PATH}/erase`, `${PATH}/erase.data`]) {
      expect((await ann.fetch(path)).headers.get("Cache-Control")).toBe("no-store");
      expect((await bob.fetch(path)).headers.get("Cache-Control")).toBe("no-store");
    }
  });
});

test("the files of imports go with it", async () => {
  const { world } = trial;
  const files = async () => {
    const folders = (await readdir(tmpdir())).filter((name) => name.startsWith("follow-ups-import-"));
    const sent = await Promise.all(
      folders.map((name) => readFile(join(tmpdir(), name, "sent"), "utf8").catch(() => "")),
    );
    return sent.filter((text) => text.includes(ID)).length;
  };
  const upload = async (browser: BrowserSession, organizationId: string) => {
    const body = new FormData();
    body.set("organizationId", organizationId);
    body.set("file", new File([`id,name,leadQuality\n${ID},Zoe Quill,NONSENSE\n,,\nx,,\n`], "people.csv"));
    const sent = await browser.fetch("/import", { method: "POST", body });
    return sent.headers.get("Location")!;
  };
  const [ofFirst, ofSecond] = [await upload(ann, world.first), await upload(trial.cid, world.second)];
  const run = [
    ["id", "id"],
    ["name", "name"],
    ["leadQuality", "leadQuality"],
  ] as [string, string][];
  await postForm(ann, ofFirst, run);
  expect((await ann.fetch(`${ofFirst}/rejected`)).status).toBe(200);
  await erase(ann);
  expect((await ann.fetch(`${ofFirst}/rejected`)).status).toBe(404);
  expect((await ann.fetch(ofFirst)).status).toBe(404);
  expect((await trial.cid.fetch(ofSecond)).status).toBe(200);
  // One that nobody asks for goes as well.
  const forgotten = await upload(ann, world.first);
  await postForm(ann, PATH.replace(encodeURIComponent(ID), "old") + "/erase", [["organizationId", world.first]]);
  await expect.poll(files, { timeout: 20_000 }).toBe(1);
  expect((await ann.fetch(forgotten)).status).toBe(404);
});

test("on the command line a dry run tells how much it is, and then it is erased", { timeout: 120_000 }, async () => {
  const remove = (id: string, organization: string, ...more: string[]) =>
    runCommand(["contact", "remove", id, "--organization", organization, ...more], {
      directory: trial.server.dataDirectory,
    });
  const what = "1 contact, 4 timeline entries, 4 operations";
  const dry = await remove(ID, "first", "--dry-run");
  expect(dry).toEqual({ code: 0, out: `Dry run, nothing was erased: ${what}.\n`, err: "" });
  expect(await database().contacts.countDocuments({ id: ID })).toBe(2);
  expect(await remove(ID, "first")).toEqual({ code: 0, out: `Erased ${what}.\n`, err: "" });
  expect(await database().contacts.find({ id: ID }).toArray()).toMatchObject([{ organizationId: trial.world.second }]);
  for (const more of [[], ["--dry-run"]]) expect((await remove(ID, "first", ...more)).code).toBe(1);
  expect((await remove(ID, "none")).code).toBe(1);
  const event = await database().auditEvents.findOne({ kind: "contactErased", "by.type": "commandLine" });
  expect(event).toMatchObject({ organizationId: trial.world.first, address: "" });
});
