import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DatabaseConnection } from "../../db/connection.ts";
import { htmlOf, postForm, startAdminsTrial, type AdminsTrial } from "../support/admins-trial.ts";
import { keyCalls, type KeyCalls } from "../support/key-calls.ts";
import type { BrowserSession } from "../support/browser-session.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";

const DAY = 86_400_000;

let trial: AdminsTrial;
let connection: DatabaseConnection;
let world: TwoOrganizations;
let ann: BrowserSession;
let bob: BrowserSession;
let cid: BrowserSession;
let newKey: KeyCalls["newKey"];
let keyOf: KeyCalls["keyOf"];
let status: KeyCalls["status"];

beforeAll(async () => {
  trial = await startAdminsTrial();
  ({ connection, world, ann, bob, cid } = trial);
  ({ newKey, keyOf, status } = keyCalls(trial));
});
afterAll(() => trial.stop());
beforeEach(async () => {
  await connection.database.apiKeys.deleteMany({});
});

const form = (more: [string, string][] = []): [string, string][] => [
  ["organizationId", world.first],
  ["name", "Intranet"],
  ["scopes", "contacts"],
  ["expiry", "none"],
  ...more,
];
const auditOf = (kind: "apiKeyMade" | "apiKeyRevoked") =>
  connection.database.auditEvents.find({ kind }).sort({ at: -1 }).limit(1).next();

describe("the page", () => {
  test("a form makes a key, which is shown once; what is kept doesn't open anything", async () => {
    const made = await postForm(ann, "/api-keys", form());
    expect(made.status).toBe(303);
    expect(made.headers.get("Cache-Control")).toBe("no-store");
    const page = await htmlOf(ann.fetch("/api-keys"));
    const [secret] = /fuh_[0-9A-Za-z]{46}/.exec(page) ?? [];
    expect(await status(secret!)).toBe(200);
    const again = await htmlOf(ann.fetch("/api-keys"));
    expect(again).not.toContain(secret);
    expect(again).toContain(`${secret!.slice(0, 10)}…`);
    expect(again).toMatch(/Intranet.*For: Contacts<.*by ann@example\.com<.*Last used: \d.*Expires: never\./s);
    expect(JSON.stringify(await connection.database.apiKeys.find().toArray())).not.toContain(secret);
    expect(await auditOf("apiKeyMade")).toMatchObject({
      organizationId: world.first,
      by: { type: "user", name: "ann@example.com" },
      about: { type: "apiKey", name: "Intranet" },
      detail: "contacts",
      address: expect.stringContaining("127.0.0.1"),
    });
  });

  test("a key isn't shown to whoever signs in with the same browser", async () => {
    const made = await postForm(ann, "/api-keys", form());
    const [carried] = made.headers.getSetCookie()[0]!.split(";", 1);
    const ofCid = await cid.fetch("/api-keys", { headers: { Cookie: `${cid.cookie()}; ${carried}` } });
    expect(ofCid.status).toBe(200);
    expect(await ofCid.text()).not.toContain("fuh_");
    await ann.fetch("/api-keys");
  });

  test("it ends after 30 or 90 days, or with a day where its maker is", async () => {
    await connection.database.users.updateOne({ _id: world.ann }, { $set: { timeZone: "Asia/Tokyo" } });
    const ends = async (...more: [string, string][]) => {
      await connection.database.apiKeys.deleteMany({});
      const fields = form().filter(([name]) => name !== "expiry");
      expect((await postForm(ann, "/api-keys", [...fields, ...more])).status).toBe(303);
      return (await connection.database.apiKeys.findOne({}))!.expiresAt;
    };
    expect(await ends(["expiry", "none"])).toBeNull();
    expect(Math.round(((await ends(["expiry", "30"]))!.getTime() - Date.now()) / DAY)).toBe(30);
    expect(Math.round(((await ends(["expiry", "90"]))!.getTime() - Date.now()) / DAY)).toBe(90);
    expect(await ends(["expiry", "date"], ["date", "2030-12-31"])).toEqual(new Date("2030-12-31T15:00:00Z"));
    await connection.database.users.updateOne({ _id: world.ann }, { $set: { timeZone: null } });
  });

  test.each<[string, [string, string][], string]>([
    [
      "name",
      [
        ["name", "  "],
        ["scopes", "contacts"],
        ["expiry", "none"],
      ],
      "Enter what the key is for.",
    ],
    [
      "name",
      [
        ["name", "x".repeat(201)],
        ["scopes", "contacts"],
        ["expiry", "none"],
      ],
      "At most 200 characters.",
    ],
    [
      "scopes",
      [
        ["name", "Kept"],
        ["expiry", "none"],
      ],
      "Choose at least one scope.",
    ],
    [
      "scopes",
      [
        ["name", "Kept"],
        ["scopes", "all"],
        ["expiry", "none"],
      ],
      "There is no such scope.",
    ],
    [
      "expiry",
      [
        ["name", "Kept"],
        ["scopes", "contacts"],
        ["expiry", "7"],
      ],
      "Choose when it ends.",
    ],
    [
      "date",
      [
        ["name", "Kept"],
        ["scopes", "contacts"],
        ["expiry", "date"],
        ["date", "2020-01-01"],
      ],
      "isn’t past",
    ],
    [
      "date",
      [
        ["name", "Kept"],
        ["scopes", "contacts"],
        ["expiry", "date"],
        ["date", "9999-12-31"],
      ],
      "isn’t past",
    ],
    [
      "date",
      [
        ["name", "Kept"],
        ["scopes", "contacts"],
        ["expiry", "date"],
      ],
      "isn’t past",
    ],
  ])("a wrong %s makes none, is told beside it, and takes nothing away (%#)", async (field, fields, problem) => {
    const answer = await postForm(ann, "/api-keys", [["organizationId", world.first], ...fields]);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(
      `id="key-${field}-problem">${problem.startsWith("isn") ? "Choose a date that " : ""}${problem}`,
    );
    if (field !== "name") expect(html).toMatch(/name="name"[^>]*value="Kept"/);
    if (field === "date") expect(html).toMatch(/checked="" value="contacts"/);
    expect(await connection.database.apiKeys.countDocuments({})).toBe(0);
  });

  test("an organization has a hundred keys at most", async () => {
    const madeUp = (n: number) => ({
      ...{ _id: `key_${n}`, organizationId: world.first, name: `Key ${n}`, hash: `hash ${n}` },
      ...{ scopes: [], expiresAt: null, createdAt: new Date() },
    });
    await connection.database.apiKeys.insertMany(Array.from({ length: 100 }, (_, n) => madeUp(n)));
    const answer = await postForm(ann, "/api-keys", form());
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("There are 100 keys already.");
  });
});

describe("who may", () => {
  test("another organization's admin sees no key and revokes none", async () => {
    const secret = await newKey();
    const { _id } = await keyOf(secret);
    expect(await (await cid.fetch("/api-keys")).text()).not.toContain(_id);
    for (const organizationId of [world.second, world.first]) {
      const tried = await postForm(cid, "/api-keys/revoke", [
        ["organizationId", organizationId],
        ["keyId", _id],
      ]);
      // The second form says that its page was another organization's: nothing of it is done.
      expect(tried.status).toBe(organizationId === world.second ? 404 : 303);
    }
    expect((await postForm(cid, "/api-keys", form())).status).toBe(409);
    expect(await status(secret)).toBe(200);
    expect(await connection.database.apiKeys.countDocuments({})).toBe(1);
  });

  test("a member, and who isn't signed in, is refused everywhere", async () => {
    const secret = await newKey();
    const fields: [string, string][] = [
      ["organizationId", world.first],
      ["keyId", (await keyOf(secret))._id],
    ];
    const tries = (browser: Pick<BrowserSession, "fetch">) => [
      browser.fetch("/api-keys"),
      browser.fetch("/api-keys.data"),
      postForm(browser, "/api-keys", form()),
      postForm(browser, "/api-keys/revoke", fields),
    ];
    for (const answer of await Promise.all(tries(bob))) {
      expect(answer.status).toBe(403);
      expect(answer.headers.get("Cache-Control")).toBe("no-store");
      expect(await answer.text()).not.toContain("fuh_");
    }
    for (const answer of await Promise.all(tries(trial.nobody))) expect([202, 302]).toContain(answer.status);
    expect(await status(secret)).toBe(200);
    expect(await connection.database.apiKeys.countDocuments({})).toBe(1);
  });

  test("the page and its data are kept nowhere", async () => {
    for (const path of ["/api-keys", "/api-keys.data"]) {
      expect((await ann.fetch(path)).headers.get("Cache-Control"), path).toBe("no-store");
    }
  });
});
