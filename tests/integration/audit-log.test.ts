import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { AuditKind } from "../../app/domain/audit.ts";
import { addDays } from "../../app/domain/calendar.ts";
import { commandLine, recordAudit, type AuditSource } from "../../db/audit.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import { runCommand } from "../support/database.ts";

let trial: AdminsTrial;
let ann: BrowserSession;

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ ann } = trial);
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await trial.connection.database.auditEvents.deleteMany({});
});

const database = () => trial.connection.database;
const eventsOf = (organizationId: string) =>
  database().auditEvents.find({ organizationId }).sort({ at: 1, _id: 1 }).toArray();
const source = (email: string, now: Date, browser = "Tester/1.0"): AuditSource => ({
  by: { type: "user", id: email, name: email },
  address: "192.0.2.7",
  browser,
  now,
});
const record = (by: AuditSource, kind: AuditKind, detail: string, organizationId = trial.world.first) =>
  recordAudit(database(), by, { organizationId, kind, detail });
/** The details of the events that a page shows. */
const shown = async (query = "") =>
  [...(await htmlOf(ann.fetch(`/audit${query}`))).matchAll(/<p dir="auto">([^<]*)<\/p>/g)].map(([, detail]) => detail);

describe("what is recorded (ASVS 16.3.1)", () => {
  const here = (): [string, string] => ["organizationId", trial.world.first];
  const saveSettings = () =>
    postForm(ann, "/settings", [
      here(),
      ["name", "First of all"],
      ["timeZone", "UTC"],
      ...["HOT", "WARM", "COLD", "NURTURE", "none"].map((group): [string, string] => [group, "7"]),
      ["from", "today"],
    ]);

  test.each<[string, AuditKind, string, () => Promise<unknown>]>([
    ["a sign-in", "signedIn", "", () => signIn(trial.server.origin, "bob@example.com")],
    ["a wrong password", "signInFailed", "", () => signIn(trial.server.origin, "bob@example.com", "wrong")],
    [
      "a sign-out",
      "signedOut",
      "",
      async () => postForm(await signIn(trial.server.origin, "bob@example.com"), "/logout", []),
    ],
    ["an export", "exported", "contacts, ndjson", () => ann.fetch("/export?format=ndjson").then((file) => file.text())],
    [
      "a calendar address",
      "calendarAddressMade",
      "",
      () => postForm(ann, "/account/calendar", [here(), ["intent", "renew"]]),
    ],
    ["its end", "calendarAddressEnded", "", () => postForm(ann, "/account/calendar", [here(), ["intent", "revoke"]])],
    ["other settings", "settingsChanged", "name, cadence", () => saveSettings()],
  ])("%s is, with who it was and from where", async (_, kind, detail, act) => {
    await act();
    const events = (await eventsOf(trial.world.first)).filter((event) => event.kind === kind);
    expect(events).toMatchObject([{ detail, address: expect.stringContaining("127.0.0.1"), browser: "node" }]);
    const [{ by, about }] = events as [(typeof events)[number]];
    if (kind === "signInFailed") expect([by.type, about?.name]).toEqual(["unknown", "bob@example.com"]);
    else expect(by.name).toBe(kind.startsWith("signed") ? "bob@example.com" : "ann@example.com");
    expect((await eventsOf(trial.world.second)).length).toBe(0);
  });

  test("an import is, with what came of it", async () => {
    const body = new FormData();
    body.set("organizationId", trial.world.first);
    body.set("file", new File(["id,name\nnew-1,New One\nnew-2,New Two\n"], "people.csv", { type: "text/csv" }));
    const uploaded = await ann.fetch("/import", { method: "POST", body });
    const page = uploaded.headers.get("Location")!;
    await ann.fetch(page);
    expect(await eventsOf(trial.world.first)).toEqual([]);
    await postForm(ann, page, [
      ["id", "id"],
      ["name", "name"],
    ]);
    await expect
      .poll(() => eventsOf(trial.world.first))
      .toMatchObject([{ kind: "imported", by: { name: "ann@example.com" }, detail: "people.csv: 2 added, 0 changed" }]);
  });

  test("settings that are saved as they are aren't a change", async () => {
    await saveSettings();
    await database().auditEvents.deleteMany({});
    expect((await saveSettings()).status).toBe(303);
    expect(await eventsOf(trial.world.first)).toEqual([]);
  });

  test("who tries an email that nobody has concerns no organization", async () => {
    await signIn(trial.server.origin, "nobody@example.com", "wrong");
    expect(await database().auditEvents.countDocuments({})).toBe(0);
  });

  test("the command line is named as such", { timeout: 120_000 }, async () => {
    const run = (...words: string[]) =>
      runCommand([...words, "--organization", "first"], {
        directory: trial.server.dataDirectory,
        input: ["id,name\nby-command,New Three\n"],
      });
    expect((await run("export", "--format", "csv")).code).toBe(0);
    expect((await run("import", "-", "--dry-run")).code).toBe(0);
    expect((await run("import", "-")).code).toBe(0);
    expect(await eventsOf(trial.world.first)).toMatchObject([
      { kind: "exported", by: { type: "commandLine" }, detail: "contacts, csv", address: "", browser: "" },
      { kind: "imported", by: { type: "commandLine" }, detail: "stdin: 1 added, 0 changed" },
    ]);
    expect(await htmlOf(ann.fetch("/audit"))).toContain("by Command line<");
  });
});

describe("the page", () => {
  test("it is filtered by kind, person and days where its reader is", async () => {
    await database().users.updateOne({ _id: trial.world.ann }, { $set: { timeZone: "Asia/Tokyo" } });
    const at = (text: string) => new Date(text);
    await record(source("ann@example.com", at("2026-03-01T14:59:59Z")), "exported", "one");
    await record(source("bob@example.com", at("2026-03-01T15:00:00Z")), "exported", "two");
    await record(source("ann@example.com", at("2026-03-02T14:59:59Z")), "imported", "three");
    await record(commandLine(at("2026-03-02T15:00:00Z")), "imported", "four");
    expect(await shown()).toEqual(["four", "three", "two", "one"]);
    expect(await shown("?kind=imported&person=&from=&to=")).toEqual(["four", "three"]);
    expect(await shown("?person=+ANN%40example.com")).toEqual(["three", "one"]);
    expect(await shown("?person=ann%40example.com&kind=exported")).toEqual(["one"]);
    // The second of March in Tokyo.
    expect(await shown("?from=2026-03-02&to=2026-03-02")).toEqual(["three", "two"]);
    expect(await shown("?from=2026-03-02")).toEqual(["four", "three", "two"]);
    expect(await shown("?to=2026-03-02&kind=exported")).toEqual(["two", "one"]);
    expect(await shown("?person=cid%40example.com")).toEqual([]);
    const html = await htmlOf(ann.fetch("/audit?person=bob%40example.com"));
    expect(html).toContain("2 Mar 2026, 00:00, by bob@example.com, from 192.0.2.7, Tester<");
    expect(html).toContain('href="/audit/export?person=bob%40example.com"');
    await database().users.updateOne({ _id: trial.world.ann }, { $set: { timeZone: null } });
  });

  test("fifty at a time, each once, also where many happened at one moment", async () => {
    const moment = new Date("2026-03-01T12:00:00Z");
    for (let n = 0; n < 120; n++) {
      const now = n < 80 ? moment : new Date(moment.getTime() - n);
      await record(source("ann@example.com", now), n % 2 ? "exported" : "imported", String(n));
    }
    const pages: (string | undefined)[][] = [];
    for (let path: string | undefined = "/audit?from=2026-03-01"; path;) {
      const html = await htmlOf(ann.fetch(path));
      pages.push([...html.matchAll(/<p dir="auto">([^<]*)<\/p>/g)].map(([, detail]) => detail));
      path = /href="([^"]*older=[^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(new Set(pages.flat()).size).toBe(120);
    expect((await shown("?older=nonsense")).length).toBe(50);
  });

  test.each([
    ["kind", "?kind=everything&person=kept", "There is no such kind."],
    ["from", "?from=2026-02-30&person=kept", "Choose a date."],
    ["to", "?to=x&person=kept", "Choose a date."],
    ["person", `?person=${"x".repeat(321)}`, "at most 320 characters"],
  ])("a wrong %s is told beside it, and what was chosen stays", async (field, query, problem) => {
    const answer = await ann.fetch(`/audit${query}`);
    expect(answer.status).toBe(400);
    const html = await htmlOf(answer);
    expect(html).toMatch(new RegExp(`id="audit-${field}-problem">[^<]*${problem}`));
    if (field !== "person") expect(html).toMatch(/name="person"[^>]*value="kept"/);
    expect((await ann.fetch(`/audit/export${query}`)).status).toBe(400);
  });

  test("the same events as CSV hold no formula, and that they were taken is an event too", async () => {
    const now = new Date("2026-03-01T12:00:00Z");
    await record(source("ann@example.com", now, "=cmd|'/c calc'!A1"), "exported", '@SUM(1), "two"');
    await record(source("bob@example.com", now), "imported", "other");
    await record(source("cid@example.com", now), "exported", "elsewhere", trial.world.second);
    const file = await ann.fetch("/audit/export?kind=exported&to=2026-03-01");
    expect(file.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(file.headers.get("Content-Disposition")).toMatch(/^attachment; filename="audit-log-/);
    expect(await file.text()).toBe(
      [
        "at,event,by,about,detail,address,browser",
        `2026-03-01T12:00:00.000Z,Data exported,ann@example.com,,"'@SUM(1), ""two""",192.0.2.7,'=cmd|'/c calc'!A1`,
        "",
      ].join("\n"),
    );
    const [event] = await database().auditEvents.find({ detail: "audit log, csv" }).toArray();
    expect(event).toMatchObject({ kind: "exported", by: { name: "ann@example.com" } });
  });
});

test("nobody but the organization's admins reads it", async () => {
  const { bob, cid, nobody, world } = trial;
  await record(source("ann@example.com", new Date()), "exported", "of the first");
  await record(source("ann@example.com", new Date()), "exported", "of the second", world.second);
  const paths = ["/audit", "/audit.data", "/audit/export", `/audit?to=${addDays(world.today, 1)}`];
  for (const path of paths) {
    expect((await bob.fetch(path)).status, path).toBe(403);
    expect([202, 302], path).toContain((await nobody.fetch(path)).status);
    const ofCid = await cid.fetch(path);
    const text = await ofCid.text();
    expect(text, path).toContain("of the second");
    expect(text, path).not.toContain("of the first");
    for (const browser of [ann, bob, cid]) {
      expect((await browser.fetch(path)).headers.get("Cache-Control"), path).toBe("no-store");
    }
  }
});
