import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addApiKey } from "../../db/accounts.ts";
import { backedUpCollections } from "../../db/backup/backup-file.ts";
import { backUp } from "../../db/backup/backup.ts";
import { restore } from "../../db/backup/restore.ts";
import type { Database } from "../../db/collections.ts";
import { runCommand, withDatabase, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

let source: TestDatabase;
let file: string;

beforeAll(async () => {
  source = await borrowDatabase();
  const { database } = source;
  const { first, ann } = await plantTwoOrganizations(database);
  await addApiKey(database, {
    organizationId: first,
    name: "Site",
    scopes: ["contacts"],
    expiresAt: null,
    now: new Date(),
  });
  const at = new Date("2026-01-02T03:04:05.678Z");
  await database.sessions.insertOne({
    _id: "s",
    userId: ann,
    organizationId: first,
    signedInBy: "password",
    createdAt: at,
    lastUsedAt: at,
    expiresAt: new Date(8.64e15),
    browser: "",
    address: "",
  });
  const text = "“__proto__” \u2028 𠮷 \n =1";
  await database.activities.insertOne({
    _id: new ObjectId(),
    organizationId: first,
    contactId: "old",
    userId: null,
    at,
    action: "note",
    dateBefore: null,
    dateAfter: "2026-01-01",
    text,
    operationId: "op_1",
  });
  file = join(source.directory, "backup.gz");
  await backUp(database, file, at);
});
afterAll(() => source.close());

const all = async (database: Database) =>
  Object.fromEntries(
    await Promise.all(
      backedUpCollections(database).map(async (name) => [
        name,
        await database.db.collection(name).find().sort({ _id: 1 }).toArray(),
      ]),
    ),
  ) as Record<string, unknown[]>;

test("a backup put into an empty database is all that there was, but for who is signed in", () =>
  withDatabase(async ({ database, directory }) => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const restored = await runCommand(["restore", file], { directory });
    expect(restored.err).toBe("");
    expect(restored).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Restored \d+ documents: 2 organizations, 3 users/),
    });
    const [before, after] = [await all(source.database), await all(database)];
    expect(after).toEqual(before);
    expect(before.apiKeys).toHaveLength(1);
    expect(await database.sessions.countDocuments()).toBe(0);
    const again = await runCommand(["restore", file], { directory });
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining("has organizations already") });
  }));

test("it is of one moment, and doesn't overwrite a file", async () => {
  const { database, directory } = source;
  const other = join(directory, "moment.gz");
  let stop = false;
  const writing = (async () => {
    // Two in one transaction: a backup has both or neither.
    for (let n = 0; !stop; n++) {
      await database.client.withSession((session) =>
        session.withTransaction(async () => {
          const link = {
            purpose: "passwordReset",
            userId: `u${n}`,
            createdAt: new Date(),
            expiresAt: new Date(8e15),
          } as const;
          await database.counts.insertOne(
            { _id: `c${n}`, count: 1, lastAt: new Date(), expiresAt: new Date(8e15) },
            { session },
          );
          await database.oneTimeLinks.insertOne({ _id: `l${n}`, ...link }, { session });
          await database.organizations.insertOne(
            { _id: `o${n}`, slug: `o${n}`, name: "x", timeZone: "UTC", createdAt: new Date() },
            { session },
          );
        }),
      );
    }
  })();
  const ran = await runCommand(["backup", other], { directory });
  stop = true;
  await writing;
  expect(ran.code).toBe(0);
  const lines = gunzipSync(await readFile(other)).toString();
  const ofName = (pattern: RegExp) => [...lines.matchAll(pattern)].length;
  expect(ofName(/^\["organizations",\{"_id":"o\d/gm)).toBe(ofName(/^\["oneTimeLinks",\{"_id":"l\d/gm));
  expect((await runCommand(["backup", other], { directory })).err).toContain("there is a file");
});

test("a file that is cut off, changed or something else is refused, and nothing of it is written", () =>
  withDatabase(async ({ database, directory }) => {
    const bytes = await readFile(file);
    const text = gunzipSync(bytes).toString();
    const lines = text.trimEnd().split("\n");
    const damaged: [string | Buffer, RegExp][] = [
      [bytes.subarray(0, bytes.length - 20), /cut off/],
      [bytes.subarray(0, 40), /cut off/],
      [randomBytes(300), /no backup/],
      ["", /empty|cut off/],
      [gzipSync(text.replace("ann@example.com", "eve@example.com")), /checksum/],
      [gzipSync(`${lines.slice(0, -1).join("\n")}\n`), /end is missing/],
      [gzipSync(`${lines.filter((_, n) => n !== 3).join("\n")}\n`), /checksum/],
      [gzipSync(`${text}{}\n`), /after its end/],
      [gzipSync(text.replace('"version":{"$numberInt":"1"}', '"version":{"$numberInt":"2"}')), /version 2/],
      [gzipSync('{"type":"contact"}\n'), /no backup/],
    ];
    const broken = join(directory, "broken.gz");
    for (const [content, problem] of damaged) {
      await writeFile(broken, content);
      expect(await restore(database, broken)).toEqual({ outcome: "unusable", problem: expect.stringMatching(problem) });
    }
    expect(await database.organizations.countDocuments()).toBe(0);
  }));
