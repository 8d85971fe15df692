import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asTableFile } from "../../db/import/table-file.ts";
import { runCommand } from "../support/database.ts";
import { openImportTrial, tallyOf, textOf, type ImportTrial } from "../support/import-trial.ts";
import { VCARDS } from "../support/vcards.ts";
import { workbookOf } from "../support/workbook.ts";

let directory: string;
let trial: ImportTrial;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "follow-ups-files-"));
  trial = await openImportTrial();
});
beforeEach(() => trial.clear());
afterAll(async () => {
  await trial.close();
  await rm(directory, { recursive: true });
});

/** The table that is made of a file, by the lines that have something; or why none is. */
async function tableOf(bytes: string | Uint8Array, signal?: AbortSignal): Promise<Record<number, string> | string> {
  const path = join(directory, "file");
  await writeFile(path, bytes);
  const table = await asTableFile(path, directory, { signal });
  if (table.outcome === "refused") return table.reason;
  const lines = (await readFile(table.path, "utf8")).split("\n");
  return Object.fromEntries(
    lines.flatMap((text, place) => (text === "" ? [] : [[place + 1, text.replaceAll('"', "")]])),
  );
}

const PEOPLE = workbookOf([
  ["Name", "Email", "Phone", "Next follow-up", "Deals"],
  ["Ann Lee", "ann@acme.example", { number: "4.91512345678E+11" }, { date: 47_484 }, { number: "0.1" }],
  [],
  ["Zoë\nKrüger & Söhne", null, { number: "1" }, { date: 47_484.427_083_333 }, true],
  [null, "only@acme.example", null, null, { error: "#N/A" }],
]);

describe("Excel workbooks", () => {
  test("texts, days, times, long numbers and gaps, each row on its own line", async () => {
    expect(await tableOf(PEOPLE)).toEqual({
      1: "Name,Email,Phone,Next follow-up,Deals",
      2: "Ann Lee,ann@acme.example,491512345678,2030-01-01,0.1",
      4: "Zoë Krüger & Söhne,,1,2030-01-01 10:15:00,TRUE",
      5: ",only@acme.example,,,",
    });
  });

  test("dates that are counted from 1904", async () => {
    const old = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="1"/><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const book = workbookOf([["Name"], [{ date: 46_022 }]], { "xl/workbook.xml": old });
    expect(await tableOf(book)).toEqual({ 1: "Name", 2: "2030-01-01" });
  });

  test("entities that a file declares are neither fetched nor unfolded (ASVS 1.5.1)", async () => {
    const secret = join(directory, "secret");
    await writeFile(secret, "of the server");
    const declared = `<!DOCTYPE sst [<!ENTITY file SYSTEM "file://${secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`;
    const texts = ["Name", "&file;", "&b;"].map((text) => `<si><t>${text}</t></si>`).join("");
    const shared = `${declared}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${texts}</sst>`;
    const book = workbookOf([["Name"], ["a file"], ["a bomb"]], { "xl/sharedStrings.xml": shared });
    const table = JSON.stringify(await tableOf(book));
    expect(table).toContain("&file;");
    expect(table).not.toMatch(/of the server|aaaaaaaaaa/);
  });

  test("a hidden first sheet is passed over, and the sheets that aren't read are named", async () => {
    const book = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="true"/><sheets><sheet name="Lists &amp; more" sheetId="2" state="hidden" r:id="rId2"/><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>`;
    const file = workbookOf([["Name"], [{ date: 46_022 }]], { "xl/workbook.xml": book });
    expect(await tableOf(file)).toEqual({ 1: "Name", 2: "2030-01-01" });
    const page = textOf(await trial.page(await trial.upload(file, "people.xlsx")));
    expect(page).toContain("Other sheets, not imported: Lists & more (hidden)");
  });

  test("what unpacks to too much is refused before it is unpacked (ASVS 5.2.1, 5.2.3)", async () => {
    const bomb = Buffer.from(PEOPLE);
    // The size of the unpacked sheet, as the directory at the archive's end tells it.
    const entry = bomb.lastIndexOf("xl/worksheets/sheet1.xml") - 46;
    bomb.writeUInt32LE(400_000_000, entry + 24);
    expect(await tableOf(bomb)).toBe("has more than 300 MB when it is unpacked");
  });

  test("what takes too long is given up", async () => {
    const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="999999999999"><c r="A999999999999"><v>1</v></c></row></sheetData></worksheet>`;
    const endless = workbookOf([], { "xl/worksheets/sheet1.xml": sheet });
    expect(await tableOf(endless, AbortSignal.timeout(3_000))).toContain("too large");
  });

  test.each([
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1000000", "hex"), "save it as .xlsx"],
    ["another archive", workbookOf([], { "xl/workbook.xml": "" }), "can't be read as an Excel workbook"],
    ["half a workbook", PEOPLE.subarray(0, 900), "is damaged"],
  ])("%s is refused in words (ASVS 5.2.2)", async (_what, bytes, words) => {
    expect(await tableOf(bytes)).toContain(words);
    await expect(trial.upload(bytes, "people.xlsx")).rejects.toThrow(`400`);
  });
});

describe("vCards", () => {
  test("version 2.1 in quoted-printable, the preferred phone first", async () => {
    expect(await tableOf(VCARDS.android)).toEqual({
      1: "UID,Name,Name prefix,First name,Last name,Email,Phone,Phone 2,Notes,Picture in the card",
      3: ",Dr. Jörg Müller,Dr.,Jörg,Müller,jorg@acme.example,+49 170 1234567,030 1,met in Rome, in May,25 characters",
    });
  });

  test("version 2.1 in other letters than UTF-8", async () => {
    expect(await tableOf(VCARDS.outlook)).toMatchObject({
      1: "UID,Name,First name,Last name,Email,Phone,Company,Department,Job title",
      3: ",Zoë Krüger,Zoë,Krüger,zoe@acme.example,+49 30 5,Acme, Inc.,Sales,Buyer",
    });
  });

  test("version 3.0, several cards", async () => {
    expect(await tableOf(VCARDS.apple)).toEqual({
      1: "UID,Name,First name,Last name,Email,Email 2,Phone,Company,X-ABLABEL,Notes",
      3: ",Ann Lee,Ann,Lee,ann@acme.example,ann@home.example,+1 555 0100,Acme, Inc.,_$!<Work>!$_,one and a line that is folded",
      14: ",,,,only@acme.example,,,,,",
    });
  });

  test("version 4.0, in UTF-16 too", async () => {
    const table = {
      1: "UID,Name,First name,Last name,Email,Email 2,Phone,Photo,Role",
      4: "urn:uuid:03a0e51f-d1aa-4385-8a53-e29025acd8af,Bo Åberg,Bo,Åberg,bo@acme.example,bo@home.example,+46-8-123 x12,https://photos.example/bo.jpg,Owner",
    };
    expect(await tableOf(VCARDS.server)).toEqual(table);
    expect(await tableOf(Buffer.from(`\uFEFF${VCARDS.server}`, "utf16le"))).toEqual(table);
  });

  test("lines between the cards are told with the next one, and those behind the last one by themselves", async () => {
    expect(
      await tableOf("BEGIN:VCARD\nFN:Ann\nEND:VCARD\nstray one\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\nstray two\n"),
    ).toEqual({
      1: "UID,Name,Unreadable lines",
      2: ",Ann,",
      6: ",Bo,stray one",
      8: ",,stray two",
    });
  });

  test("a line that is no property, a card without an end and one within another cost nothing else", async () => {
    const text =
      "BEGIN:VCARD\nFN:Ann\n?? what\nBEGIN:VCARD\nFN:Bo\nAGENT:\nBEGIN:VCARD\nFN:Cy\nEND:VCARD\nEMAIL:bo@acme.example\nEND:VCARD\n";
    expect(await tableOf(text)).toEqual({
      1: "UID,Name,Email,Unreadable lines,AGENT",
      2: ",Ann,,?? what,",
      5: ",Bo,bo@acme.example,,FN:Cy; ",
    });
  });
});

test("a workbook goes in as CSV does: check, columns, dates, and nothing the second time", async () => {
  const path = await trial.upload(PEOPLE, "people.xlsx");
  const page = await trial.page(path);
  expect(tallyOf(page)).toEqual({ added: "3", changed: "0", unchanged: "0", rejected: "0" });
  expect(textOf(page)).toContain("Not imported: Deals");
  await trial.run(path);
  expect(await trial.contacts()).toMatchObject([
    { name: "Ann Lee", phone: "491512345678", nextFollowUpDate: "2030-01-01" },
    { name: "Zoë Krüger & Söhne", phone: "1", nextFollowUpDate: "2030-01-01" },
    { name: "only@acme.example", email: "only@acme.example" },
  ]);
  expect(tallyOf(await trial.page(await trial.upload(PEOPLE)))).toMatchObject({ added: "0", unchanged: "3" });
});

test("vCards go in by the browser and by the command line", async () => {
  const book = Object.values(VCARDS).join("\r\n");
  await trial.run(await trial.upload(book, "book.vcf"));
  const people = [
    { name: "Ann Lee", email: "ann@acme.example", phone: "+1 555 0100", company: "Acme, Inc." },
    { name: "Bo Åberg", photoUrl: "https://photos.example/bo.jpg" },
    { name: "Dr. Jörg Müller", phone: "+49 170 1234567" },
    { name: "Zoë Krüger", company: "Acme, Inc." },
    { name: "only@acme.example" },
  ];
  expect(await trial.contacts()).toMatchObject(people);
  const path = join(directory, "book.vcf");
  await writeFile(path, book);
  const { code, out, err } = await runCommand(["import", path, "--organization", "first"], {
    directory: trial.dataDirectory,
  });
  expect([code, out]).toEqual([0, "5 contacts: 0 added, 0 changed, 5 unchanged; 0 lines rejected.\n"]);
  expect(err).toContain("Not imported: UID, Name prefix");
});
