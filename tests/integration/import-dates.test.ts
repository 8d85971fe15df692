import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addTestOrganization, runCommand, type TestDatabase } from "../support/database.ts";
import { borrowDatabase } from "../support/shared-server.ts";
import { openImportTrial, tallyOf, textOf, type ImportTrial } from "../support/import-trial.ts";

const UNCLEAR =
  "id,name,Next follow-up\n1,Ann,01/02/2026\n2,Bea,03/04/2026 10:00\n3,Cid,2026-07-08\n4,Dan,05/06/2026\n";

describe("in the browser", () => {
  let trial: ImportTrial;
  beforeAll(async () => {
    trial = await openImportTrial();
  });
  afterAll(() => trial.close());
  beforeEach(() => trial.clear());
  const dates = async () => (await trial.contacts()).map(({ nextFollowUpDate }) => nextFollowUpDate);

  test("what the whole column tells isn't asked", async () => {
    const path = await trial.upload(
      "id,name,Next follow-up\n1,Ann,01/02/2026\n2,Bea,12/31/2025 10:00 AM\n3,Cid,46024\n",
    );
    expect(await trial.page(path)).not.toContain('name="dates"');
    await trial.run(path);
    expect(await dates()).toEqual(["2026-01-02", "2025-12-31", "2026-01-02"]);
  });

  test("else it is asked once, with dates of the file", async () => {
    const path = await trial.upload(UNCLEAR);
    const page = await trial.page(path);
    expect(textOf(page)).toContain("The file has 01/02/2026, 03/04/2026 10:00, 05/06/2026.");
    expect(tallyOf(page)).toMatchObject({ added: "4", rejected: "0" });
    expect(textOf(page)).toContain("say what comes first, the day, the month or the year");
    await trial.run(path, { dates: "day-first" });
    expect(await dates()).toEqual(["2026-02-01", "2026-04-03", "2026-07-08", "2026-06-05"]);
  });

  test("a date that can't be read costs the date, and is named", async () => {
    const result = await trial.run(
      await trial.upload("id,name,Follow-up date\n1,Ann,31.12.2025\n2,Bea,soon\n3,Cid,1.2.2026\n"),
    );
    expect(await dates()).toEqual(["2025-12-31", null, "2026-02-01"]);
    expect(textOf(result)).toContain('Line 3 Follow-up date "soon" is not a date');
  });

  test("a column that looks like it and can't be used is told, with all that aren't imported", async () => {
    const path = await trial.upload("id,name,Next activity date,Shoe size\n1,Ann,soon,39\n2,Bea,later,40\n");
    const text = textOf(await trial.page(path));
    expect(text).toContain("Next activity date looks like the follow-up date, but “soon” is no date.");
    expect(text).toContain("Not imported: Next activity date, Shoe size");
  });
});

describe("on the command line", () => {
  let opened: TestDatabase;
  let files: string;
  beforeAll(async () => {
    opened = await borrowDatabase();
    files = await mkdtemp(join(tmpdir(), "follow-ups-files-"));
    await addTestOrganization(opened.database, "crm");
    await writeFile(join(files, "unclear.csv"), UNCLEAR.replace("Next follow-up", "nextFollowUpDate"));
  });
  afterAll(async () => {
    await rm(files, { recursive: true });
    await opened.close();
  });
  const db = (...words: string[]) =>
    runCommand(["import", join(files, "unclear.csv"), "--organization", "crm", ...words], {
      directory: opened.directory,
    });
  const dates = async () =>
    (await opened.database.contacts.find({}).sort({ id: 1 }).toArray()).map(({ nextFollowUpDate }) => nextFollowUpDate);

  test("unclear dates are refused in words, the contacts go in, and --dates says how to read them", async () => {
    const first = await db();
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain("4 added");
    expect(first.err).toContain("say --dates day-first or --dates month-first");
    expect(await dates()).toEqual([null, null, "2026-07-08", null]);
    expect((await db("--dates", "month-first")).out).toContain("3 changed, 1 unchanged; 0 lines rejected");
    expect(await dates()).toEqual(["2026-01-02", "2026-03-04", "2026-07-08", "2026-05-06"]);
    expect((await db("--dates", "week-first")).code).not.toBe(0);
  });
});
