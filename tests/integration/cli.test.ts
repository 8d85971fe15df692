import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOfSecret } from "../../db/ids.ts";
import { passwordMatches } from "../../db/passwords.ts";
import { runCommand, type CommandSetting, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

let opened: TestDatabase;

beforeAll(async () => {
  // This process keeps the data, as the server does, while each command joins it.
  opened = await borrowDatabase();
});
afterAll(() => opened.close());

const db = (words: string[], setting: Partial<CommandSetting> = {}) =>
  runCommand(words, { directory: opened.directory, ...setting });
const addOrganization = (slug: string, more: string[] = []) =>
  db(["organization", "add", "--slug", slug, "--name", slug.toUpperCase(), ...more]);
const addUser = (email: string, organization: string, more: string[] = [], password = "a long password\n") =>
  db(
    ["user", "add", "--email", email, "--name", "Ann Lee", "--organization", organization, ...more, "--password-stdin"],
    {
      input: [password],
    },
  );

describe("organizations, users and keys", () => {
  test("an organization is added once", async () => {
    expect(await addOrganization("north-1", ["--time-zone", "Europe/Berlin"])).toMatchObject({ code: 0, err: "" });
    const stored = await opened.database.organizations.findOne({ slug: "north-1" });
    expect(stored).toMatchObject({ name: "NORTH-1", timeZone: "Europe/Berlin" });
    expect(await addOrganization("north-1")).toEqual({
      code: 1,
      out: "",
      err: "error: there is an organization north-1 already\n",
    });
    await addOrganization("north-2");
    expect(await opened.database.organizations.findOne({ slug: "north-2" })).toMatchObject({ timeZone: "UTC" });
  });

  test("a user is added, then joins another organization with the password that they have", async () => {
    await addOrganization("people");
    await addOrganization("more-people");
    expect(await addUser("Ada@Example.com", "people", ["--time-zone", "Asia/Tokyo"])).toMatchObject({
      code: 0,
      err: "",
    });
    expect(await addUser("ada@example.com", "more-people", ["--role", "admin"], "other\n")).toMatchObject({ code: 0 });
    const again = await addUser("ada@example.com", "people");
    expect(again).toMatchObject({
      code: 1,
      err: "error: ada@example.com belongs to people already; nothing was changed\n",
    });
    const user = await opened.database.users.findOne({ email: "ada@example.com" });
    expect(user).toMatchObject({ name: "Ann Lee", timeZone: "Asia/Tokyo" });
    expect(user?.memberships.map(({ role }) => role)).toEqual(["member", "admin"]);
    expect(await passwordMatches("a long password", user!.passwordHash)).toBe(true);
  });

  test("a new user needs a password", async () => {
    await addOrganization("secret");
    expect(await addUser("bob@example.com", "secret", [], "\n")).toMatchObject({ code: 1 });
    const words = ["user", "add", "--email", "bob@example.com", "--name", "Bob", "--organization", "secret"];
    expect(await db(words)).toMatchObject({
      code: 2,
      err: "error: bob@example.com is new and needs --password-stdin\n",
    });
    expect(await opened.database.users.findOne({ email: "bob@example.com" })).toBeNull();
  });

  test("a key is printed once, and only its hash kept", async () => {
    await addOrganization("keys");
    const { code, out } = await db(["api-key", "add", "--organization", "keys", "--name", "Intranet"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^fuh_\S+\n$/);
    const stored = await opened.database.apiKeys.findOne({ hash: hashOfSecret(out.trim()) });
    expect(stored).toMatchObject({ name: "Intranet" });
    expect(JSON.stringify(stored)).not.toContain(out.trim());
  });

  test.each([
    [["organization", "add", "--slug", "No Good", "--name", "x"], "lowercase"],
    [["organization", "add", "--slug", "x", "--name", "x", "--time-zone", "Mars/Base"], "time zone"],
    [["organization", "add", "--slug", "x"], "--name"],
    [["user", "add", "--email", "x", "--name", "x", "--organization", "x"], "email address"],
    [["user", "add", "--email", "x@y.z", "--name", "x", "--organization", "x", "--role", "boss"], "member"],
    [["seed", "--organization", "x", "--contacts", "1e3"], "whole number"],
    [["import", "f.csv", "--organization", "x", "--map", "title=x"], "The fields are id, name"],
    [["import", "f.csv", "--organization", "x", "--map", "name"], "FIELD=COLUMN"],
    [["export", "--organization", "x", "--format", "xml"], "ndjson"],
    [["fly"], "unknown command"],
    [[], "Usage"],
  ])("%j is wrong usage", async (words, message) => {
    const ran = await db(words);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(message);
    expect(ran.out).toBe("");
  });

  test("help has examples and exit codes", async () => {
    const ran = await db(["import", "--help"]);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain("--map id=person_id");
    expect(ran.out).toContain("assignees, nextFollowUpDate, cadenceDays\n");
    expect(ran.out).toContain("whole number of days from 0 to 730");
    expect(ran.out).toContain("Exit codes:");
    const { stdout } = await promisify(execFile)("npm", ["run", "-s", "db", "--", "import", "--help"]);
    expect(stdout).toBe(ran.out);
  });

  test("an unknown organization is named, with how to add it", async () => {
    const ran = await db(["export", "--organization", "nowhere"]);
    expect(ran).toEqual({
      code: 1,
      out: "",
      err: 'error: there is no organization "nowhere"; add it with: organization add --slug nowhere --name NAME\n',
    });
  });

  test("a database that can't be named or reached is one line", async () => {
    const words = ["export", "--organization", "x"];
    const misnamed = await db(words, { env: { MONGODB_URI: "http://127.0.0.1" } });
    expect(misnamed).toMatchObject({
      code: 1,
      err: "error: MONGODB_URI must begin with mongodb:// or mongodb+srv://\n",
    });
    const unreachable = await db(words, { env: { MONGODB_URI: "mongodb://127.0.0.1:1/x" } });
    expect(unreachable.code).toBe(1);
    expect(unreachable.err).toMatch(/^error: the database can't be reached: [^\n]+\n$/);
  });
});

test("without a server, commands keep the data themselves, one after the other", async () => {
  const directory = await mkdtemp(join(tmpdir(), "follow-ups-"));
  try {
    const add = ["organization", "add", "--slug", "alone", "--name", "Alone"];
    expect(await db(add, { directory })).toMatchObject({ code: 0, err: "" });
    const seed = ["seed", "--organization", "alone", "--contacts", "3"];
    expect(await db(seed, { directory })).toMatchObject({ code: 0 });
    const { out } = await db(["export", "--organization", "alone"], { directory });
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(["made-up-000001", "made-up-000002", "made-up-000003"]);
  } finally {
    await rm(directory, { recursive: true });
  }
});
