import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addTestOrganization,
  addTestUser,
  runCommand,
  type CommandSetting,
  type TestDatabase,
} from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";

const LEGISLATORS = new URL("../support/legislators-current.csv", import.meta.url).pathname;
const UNDO = expect.stringMatching(/^For a day: npm run db -- undo-import op_[\w-]+ --organization crm\n$/) as string;
const MAP = ["--map", "id=bioguide_id", "--map", "name=full_name", "--map", "nextFollowUpDate=birthday"];

let opened: TestDatabase;
let files: string;

beforeAll(async () => {
  // This process keeps the data, as the server does, while each command joins it.
  opened = await borrowDatabase();
});
afterAll(() => opened.close());

const db = (words: string[], setting: Partial<CommandSetting> = {}) =>
  runCommand(words, { directory: opened.directory, ...setting });

describe("import, export and seed", () => {
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), "follow-ups-files-"));
    const crm = await addTestOrganization(opened.database, "crm");
    await addTestUser(opened.database, "demo@example.com", crm);
  });
  afterAll(() => rm(files, { recursive: true }));
  const crm = async () => (await opened.database.organizations.findOne({ slug: "crm" }))!._id;

  test("a real file, twice", async () => {
    const copy = join(files, "legislators.csv");
    await copyFile(LEGISLATORS, copy);
    const words = ["import", copy, "--organization", "crm", ...MAP, "--assign", "demo@example.com"];
    expect(await db([...words, "--dry-run"])).toEqual({
      code: 0,
      out: "Dry run, nothing was written. 537 contacts: 537 added, 0 changed, 0 unchanged; 0 lines rejected.\n",
      err: "",
    });
    const summary = (added: number, unchanged: number) =>
      `537 contacts: ${added} added, 0 changed, ${unchanged} unchanged; 0 lines rejected.\n`;
    expect(await db(words)).toEqual({ code: 0, out: summary(537, 0), err: UNDO });
    expect(await db(words)).toEqual({ code: 0, out: summary(0, 537), err: "" });
    const organizationId = await crm();
    expect(await opened.database.contacts.findOne({ organizationId, name: "Nydia M. Velázquez" })).not.toBeNull();
  });

  test("bad rows are named, a hundred of them, and Latin-1 is told", async () => {
    const rows = Array.from({ length: 130 }, (_, place) => `bad${place},B,31/02/2026\n`).join("");
    const latin1 = Buffer.from(`id,name,nextFollowUpDate\nok,Zoë,2026-05-05\n${rows}`, "latin1");
    const file = join(files, "latin1.csv");
    await writeFile(file, latin1);
    const { code, out, err } = await db(["import", file, "--organization", "crm"]);
    expect(code).toBe(0);
    expect(out).toBe(
      "131 contacts: 131 added, 0 changed, 0 unchanged; 130 lines went in without something; 0 lines rejected.\n",
    );
    const lines = err.trim().split("\n");
    expect(lines).toHaveLength(103);
    expect(lines[0]).toBe('line 3 went in without this: Follow-up date "31/02/2026" is not a date (YYYY-MM-DD)');
    expect(lines.slice(-3, -1)).toEqual([
      "and 30 more",
      "latin1.csv is not UTF-8; it was read as windows-1252. Where that is wrong, say --encoding.",
    ]);
    const organizationId = await crm();
    expect(await opened.database.contacts.findOne({ organizationId, id: "ok" })).toMatchObject({ name: "Zoë" });
  });

  test("what is read and what isn't is told in the form's words", async () => {
    const file = join(files, "words.csv");
    await writeFile(
      file,
      "Name,Email,Home email,Wiedervorlage,Shoe\nWanda,w@x.example,w@home.example,soon,7\nXaver,,,2027-01-02,\n",
    );
    const { err } = await db(["import", file, "--organization", "crm", "--dry-run"]);
    for (const line of [
      "Read: Email from Email, else Home email; Follow-up date from Wiedervorlage.",
      "Not imported: Shoe.",
      'line 2 went in without this: Follow-up date "soon" is not a date (YYYY-MM-DD)',
      'Not imported of Home email: 1 value, "w@home.example" on line 2',
    ])
      expect(err).toContain(line);
  });

  test("a cadence from a column of another name, there and back", async () => {
    const { _id: organizationId } = await addTestOrganization(opened.database, "rhythm");
    const file = join(files, "rhythm.csv");
    await writeFile(file, "id,name,Every\np1,Ann,14\np2,Bob,\np3,Cid,often\n");
    const words = ["import", file, "--organization", "rhythm", "--map", "cadenceDays=Every"];
    expect(await db(words)).toEqual({
      code: 3,
      out: "2 contacts: 2 added, 0 changed, 0 unchanged; 1 line rejected.\n",
      err: expect.stringContaining(
        'line 4: Cadence (days) "often" is not a whole number of days from 0 to 730\n',
      ) as string,
    });
    expect(await opened.database.contacts.findOne({ organizationId, id: "p1" })).toMatchObject({ cadenceDays: 14 });
    const { out } = await db(["export", "--organization", "rhythm", "--format", "csv"]);
    expect(out.split("\n").map((line) => line.split(",").at(-1))).toEqual(["cadenceDays", "14", "", ""]);
  });

  test.each([
    ["empty.csv", "", [], "empty.csv is empty"],
    ["key.csv", "key,who\n1,A\n", [], 'key.csv has no columns "id" and "name"; its columns are "key", "who". Name'],
    ["x.csv", "id,name\n1,A\n", ["--map", "email=mail"], 'x.csv has no column "mail" (for email)'],
    ["y.csv", "id,name\n1,A\n", ["--assign", "no@example.com"], '"no@example.com" is not a user of organization crm'],
    ["array.json", '[{"id":"a"}]', [], "array.json is one JSON array"],
  ])("%s is refused in one line", async (name, text, more, message) => {
    await writeFile(join(files, name), text);
    const ran = await db(["import", join(files, name), "--organization", "crm", ...more]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain(`error: ${message}`);
    expect(ran.err.trim().split("\n")).toHaveLength(1);
  });

  test("a file that isn't there", async () => {
    const ran = await db(["import", join(files, "nothing.csv"), "--organization", "crm"]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toMatch(/^error: .*nothing\.csv can't be opened: ENOENT[^\n]*\n$/);
  });

  test("an export goes into another organization through a pipe, and comes out the same", async () => {
    const copy = await addTestOrganization(opened.database, "copy");
    await addTestUser(opened.database, "demo@example.com", copy);
    for (const format of ["ndjson", "csv"]) {
      const written = await db(["export", "--organization", "crm", "--format", format]);
      expect(written).toMatchObject({ code: 0, err: "" });
      expect(written.out.split("\n").length).toBeGreaterThan(537);
      expect(await db(["import", "-", "--organization", "copy"], { input: [written.out] })).toMatchObject({ code: 0 });
      const copied = await db(["export", "--organization", "copy", "--format", format]);
      expect(copied.out).toBe(written.out);
    }
    const activities = await db(["export", "--organization", "crm", "--format", "csv", "--what", "activities"]);
    expect(activities.out.split("\n")[0]).toBe(
      "contactId,at,action,user,dateBefore,dateAfter,operationId,text,changes,outcome,undone,direction,loggedAt,insteadOf",
    );
  });

  test("an export whose reader goes away ends quietly", async () => {
    const ran = await db(["export", "--organization", "crm"], { onStart: (child) => child.stdout?.destroy() });
    expect(ran).toMatchObject({ code: 0, err: "" });
  });

  test("Ctrl-C keeps whole batches, and what is left goes in the next time", async () => {
    const { _id: organizationId } = await addTestOrganization(opened.database, "stopped");
    const rows = (from: number) => Array.from({ length: 500 }, (_, place) => `p${from + place},Ann\n`).join("");
    let interrupt = () => {};
    async function* input() {
      yield "id,name\n";
      for (let from = 0; from < 40_000; from += 500) {
        yield rows(from);
        if (from === 20_000) interrupt();
      }
    }
    const ran = await db(["import", "-", "--organization", "stopped"], {
      input: input(),
      onStart: (child) => {
        interrupt = () => void untilSomeAreStored(organizationId).then(() => child.kill("SIGINT"));
      },
    });
    const stored = await opened.database.contacts.countDocuments({ organizationId });
    expect(ran.code).toBe(130);
    expect(ran.err).toMatch(
      /^For a day: npm run db -- undo-import op_[\w-]+ --organization stopped\nStopped; import the file again to go on\.\n$/,
    );
    expect(ran.out).toMatch(new RegExp(`^${stored} contacts: ${stored} added`));
    expect(stored % 50).toBe(0);
  });

  async function untilSomeAreStored(organizationId: string) {
    while ((await opened.database.contacts.countDocuments({ organizationId })) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  test("made-up contacts, once", async () => {
    await addTestOrganization(opened.database, "measured");
    const words = ["seed", "--organization", "measured", "--contacts", "1500"];
    const first = await db(words);
    expect(first).toMatchObject({ code: 0, out: "1500 made-up contacts added to measured, 0 were there already.\n" });
    expect(first.err).toContain("assigned to nobody");
    expect((await db(words)).out).toBe("0 made-up contacts added to measured, 1500 were there already.\n");
  });
});

describe("a file of 50 MB", () => {
  const MEGABYTE = 1024 * 1024;
  const REPORT_PEAK = `data:text/javascript,${encodeURIComponent(
    'process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\\n`))',
  )}`;

  function* rowsOf(megabytes: number) {
    const note = `"${'A long note, with a line break\n and a ""quote"". '.repeat(400)}"`;
    yield "id,name,company,note\n";
    for (let bytes = 0, row = 0; bytes < megabytes * MEGABYTE; row++) {
      const text = `p${row},Ann Lee ${row},Acme,${note}\n`;
      bytes += text.length;
      yield text;
    }
  }

  test("takes hardly more memory than one of 5 MB", { timeout: 120_000 }, async () => {
    await addTestOrganization(opened.database, "large");
    const peakOf = async (megabytes: number) => {
      const ran = await db(["import", "-", "--organization", "large"], {
        input: rowsOf(megabytes),
        node: ["--import", REPORT_PEAK],
      });
      expect(ran.code).toBe(0);
      const peak = Number(/peak (\d+)/.exec(ran.err)?.[1]) / 1024;
      expect(peak).toBeGreaterThan(10);
      return { peak, contacts: Number(/^(\d+) contacts/.exec(ran.out)?.[1]) };
    };
    const small = await peakOf(5);
    const large = await peakOf(50);
    expect(large.contacts).toBeGreaterThan(small.contacts * 9);
    // It is some 40 MB by itself. Holding the file would take 45 MB more, and decoding it as a whole as much again.
    expect(large.peak - small.peak).toBeLessThan(60);
  });
});
