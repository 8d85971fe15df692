import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Encoding } from "../../app/domain/encodings.ts";
import { isMisread } from "../../db/import/misread.ts";
import { runCommand } from "../support/database.ts";
import { formOf, openImportTrial, tallyOf, textOf, type ImportTrial } from "../support/import-trial.ts";
import { LETTERS } from "../support/letters.ts";
import { VCARDS } from "../support/vcards.ts";

let trial: ImportTrial;
let directory: string;

beforeAll(async () => {
  trial = await openImportTrial();
  directory = await mkdtemp(join(tmpdir(), "follow-ups-files-"));
});
beforeEach(() => trial.clear());
afterAll(async () => {
  await trial.close();
  await rm(directory, { recursive: true });
});

const fileOf = (people: readonly (readonly [string, string])[]) =>
  ["id,name,company", ...people.map(([name, company], place) => `${place},${name},${company}`)].join("\r\n");
const written = (text: string, encoding: Encoding) => new Uint8Array(iconv.encode(text, encoding));
const people = async () => (await trial.contacts()).map(({ name, company }) => [name, company]).sort();

describe("the letters of a file are found", () => {
  test.each(LETTERS)("$encoding", async ({ encoding, people: expected }) => {
    const path = await trial.upload(written(fileOf(expected), encoding));
    expect(formOf(await trial.page(path)).get("encoding")).toBe(encoding);
    await trial.run(path);
    expect(await people()).toEqual([...expected].sort());
  });

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("%s with a byte-order mark", async (encoding) => {
    const path = await trial.upload(written(`\uFEFF${fileOf([["Zoë", "Ö"]])}`, encoding));
    await trial.run(path);
    expect(await people()).toEqual([["Zoë", "Ö"]]);
  });
});

describe("the choice beside the first rows", () => {
  const file = written("Größe,Name,Firma\r\nM,Jörg,Öl\r\n", "windows-1252");

  test("reads the file again at once, its header too", async () => {
    const path = await trial.upload(file);
    const first = formOf(await trial.page(path));
    expect([first.get("encoding"), first.get("readAs")]).toEqual(["windows-1252", "windows-1252"]);
    first.set("encoding", "macintosh");
    const page = await trial.page(`${path}?${first}`);
    expect(textOf(page)).toContain("J\u02C6rg");
    expect(textOf(page)).toContain("Not imported: Gr\u02C6\uFB02e");
    const second = formOf(page);
    expect([second.get("encoding"), second.get("readAs"), second.get("company")]).toEqual([
      "macintosh",
      "macintosh",
      "Firma",
    ]);
    second.set("encoding", "windows-1252");
    expect(textOf(await trial.page(`${path}?${second}`))).toContain("Not imported: Größe");
  });

  test("is the import's, too", async () => {
    const path = await trial.upload(file);
    const page = await trial.page(`${path}?name=Name&encoding=windows-1250`);
    expect(formOf(page).get("encoding")).toBe("windows-1250");
    const other = await trial.upload(written("Name\r\nÍñigo\r\n", "windows-1252"));
    await trial.run(other, { encoding: "windows-1250", readAs: "windows-1250" });
    expect((await trial.contacts()).map(({ name }) => name)).toEqual(["Íńigo"]);
  });

  test("of one in which the file is no text says so, and shows it as it was", async () => {
    const path = await trial.upload(written("Name,Firma\r\nJörg,Öl\r\n", "utf-16le"));
    const page = await trial.page(`${path}?name=Name&encoding=windows-1252`);
    expect(textOf(page)).toContain("The file is not text");
    expect(textOf(page)).toContain("It is shown as UTF-16 again.");
    expect(tallyOf(page)).toMatchObject({ added: "1" });
  });

  test("is there for vCards, too", async () => {
    const path = await trial.upload(written(VCARDS.server, "macintosh"), "book.vcf");
    expect(textOf(await trial.page(`${path}?name=Name&encoding=macintosh`))).toContain("Bo Åberg");
    expect(textOf(await trial.page(`${path}?name=Name&encoding=windows-1252`))).not.toContain("Bo Åberg");
  });
});

test("a row whose letters are control characters is refused in words", async () => {
  const path = await trial.upload("id,name\n1,J\u0094rg\n2,Bo\n");
  const page = await trial.page(path);
  expect(tallyOf(page)).toMatchObject({ added: "1", rejected: "1" });
  expect(textOf(page)).toContain("has a control character");
});

describe("what is stored right isn't overwritten by what is read wrongly", () => {
  const right = "id,name,company\n1,Jörg Müller,Öl & Söhne\n2,Dvořák,x\n";

  test.each([
    ["read in another encoding", "id,name,company\n1,J\u02C6rg M\u00B8ller,\u00D6l & S\u02C6hne\n"],
    ["written so by somebody else", "id,name,company\n1,JÃ¶rg MÃ¼ller,Ã–l & SÃ¶hne\n"],
    ["with question marks", "id,name,company\n1,J?rg M?ller,?l & S??hne\n"],
  ])("%s", async (_what, wrong) => {
    await trial.run(await trial.upload(right));
    const path = await trial.upload(wrong.replace("\u00D6l & S\u02C6hne", "Öl & Söhne"));
    expect(tallyOf(await trial.page(path))).toMatchObject({ changed: "0", unchanged: "1" });
    const result = await trial.page(path);
    expect(textOf(result)).toMatch(/is "J[^"]*rg M[^"]*ller" read in a wrong encoding/);
    expect(await people()).toContainEqual(["Jörg Müller", "Öl & Söhne"]);
  });

  test("what was stored wrong is put right", async () => {
    await trial.run(await trial.upload("id,name\n1,JÃ¶rg\n2,Zo?\n3,Dvoøák\n"));
    await trial.run(await trial.upload("id,name\n1,Jörg\n2,Zoë\n3,Dvořák\n"), { encoding: "utf-8" });
    expect((await trial.contacts()).map(({ name }) => name)).toEqual(["Dvoøák", "Jörg", "Zoë"]);
    const again = await trial.upload(written("id,name\n3,Dvořák\n4,Šárka Žižková\n", "windows-1250"));
    const page = await trial.page(`${again}?id=id&name=name&encoding=windows-1250`);
    expect(page).toContain("Dvořák");
  });

  test.each([
    ["Jörg", "Joerg", "no"],
    ["Zoé", "Zoë", "no"],
    ["JÃ¶rg", "Jörg", "surely"],
    ["J?rg", "Jörg", "surely"],
    ["Why?", "Whyë", "surely"],
    ["Jörg", "JÃ¶rg", "no"],
    ["Dvoøák", "Dvořák", "maybe"],
    ["Kr黦er", "Krüger", "surely"],
    ["ŽR“c‘¾˜Y", "山田太郎", "surely"],
    ["Анна", "Anna", "no"],
    ["Anna", "Анна", "no"],
    ["Müller GmbH", "Müller", "no"],
  ])("%j in the place of %j: %s", (text, stored, expected) => {
    expect(isMisread(text, stored)).toBe(expected);
  });
});

test("the command line reads it as it is, or as it is told", async () => {
  const path = join(directory, "people.csv");
  await writeFile(path, written(fileOf(LETTERS.find(({ encoding }) => encoding === "gbk")!.people), "gbk"));
  const words = ["import", path, "--organization", "first"];
  const run = (...more: string[]) => runCommand([...words, ...more], { directory: trial.dataDirectory });
  const { err } = await run();
  expect(err).toContain("people.csv is not UTF-8; it was read as gbk. Where that is wrong, say --encoding.");
  expect(await people()).toContainEqual(["王伟", "北京科技有限公司"]);
  const wrong = await run("--encoding", "windows-1252");
  expect(wrong.out).toContain("2 contacts: 0 added, 0 changed, 2 unchanged");
  expect(await people()).toContainEqual(["王伟", "北京科技有限公司"]);
  expect((await run("--encoding", "klingon")).code).toBe(2);
});
