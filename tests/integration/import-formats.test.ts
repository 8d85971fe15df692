import { describe, expect, test } from "vitest";
import type { ImportField } from "../../app/domain/import-row.ts";
import { writeCell } from "../../db/export/csv-cell.ts";
import type { Encoding } from "../../app/domain/encodings.ts";
import type { ColumnMap } from "../../db/import/column-map.ts";
import { guessEncoding } from "../../db/import/guess-encoding.ts";
import { readText } from "../../db/import/read-text.ts";
import { readRows, type SourceRow } from "../../db/import/source-rows.ts";

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Reads a text in chunks of one byte, of seven and all at once, which must come to the same. */
async function read(bytes: Uint8Array | string, map: ColumnMap = {}) {
  const all = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  const results = await Promise.all([1, 7, all.length + 1].map((size) => readInChunks(all, size, map)));
  expect(results[0]).toEqual(results[2]);
  expect(results[1]).toEqual(results[2]);
  return results[2]!;
}

async function readInChunks(bytes: Uint8Array, size: number, map: ColumnMap) {
  const rows: SourceRow[] = [];
  const encoding = await guessEncoding(inChunks(bytes, size));
  const texts = readText(inChunks(bytes, size), encoding);
  for await (const chunk of readRows(texts, map)) {
    if ("problem" in chunk) return { rows, encoding, problem: chunk.problem };
    rows.push(...chunk.rows.map((row) => ({ ...row, cells: undefined })));
  }
  return { rows, encoding, problem: null };
}

const contact = (line: number, row: Record<string, string>) => ({ kind: "contact", line, isOfExport: false, row });
const unreadable = (line: number, reason: string) => ({ kind: "unreadable", line, reason });

describe("encodings", () => {
  const csv = "id,name\np1,Nydia M. Velázquez\n";
  test.each<[Encoding, Uint8Array]>([
    ["utf-8", Buffer.from(csv)],
    ["utf-8", Buffer.from(`\uFEFF${csv}`)],
    ["utf-16le", Buffer.from(`\uFEFF${csv}`, "utf16le")],
    ["utf-16be", Buffer.from(`\uFEFF${csv}`, "utf16le").swap16()],
    ["windows-1252", Buffer.from(csv, "latin1")],
  ])("%s", async (encoding, bytes) => {
    const result = await read(bytes);
    expect(result.rows).toEqual([contact(2, { id: "p1", name: "Nydia M. Velázquez" })]);
    expect(result.encoding).toBe(encoding);
  });

  test("Latin-1 that only shows far down", async () => {
    const ascii = "id,name\n" + Array.from({ length: 20_000 }, (_, n) => `p${n},Ann\n`).join("");
    const bytes = Buffer.concat([Buffer.from(ascii), Buffer.from("last,Zo\xeb", "latin1")]);
    const { rows, encoding } = await readInChunks(bytes, 65_536, {});
    expect(rows.at(-1)).toEqual(contact(20_002, { id: "last", name: "Zoë" }));
    expect(encoding).toBe("windows-1252");
  });

  test("a broken byte in UTF-8 breaks that character alone", async () => {
    const bytes = Buffer.concat([
      Buffer.from("id,name\np1,Zoë Müller\np2,A"),
      Buffer.from([0xff]),
      Buffer.from("b\np3,Ö"),
    ]);
    const { rows, encoding } = await read(bytes);
    expect(encoding).toBe("utf-8");
    expect(rows.map((row) => row.kind === "contact" && row.row.name)).toEqual(["Zoë Müller", "A\uFFFDb", "Ö"]);
  });
});

describe("CSV", () => {
  test.each(["\n", "\r\n", "\r"])("lines that end with %j", async (end) => {
    const text = ["id,name,company", 'p1,Ann,"Acme', "", 'North"', "", "p2,Bob,", ""].join(end);
    expect((await read(text)).rows).toEqual([
      contact(2, { id: "p1", name: "Ann", company: "Acme\n\nNorth" }),
      contact(6, { id: "p2", name: "Bob", company: "" }),
    ]);
  });

  test.each([",", ";", "\t", "|"])("cells between %j", async (delimiter) => {
    const text = `id,name,company\np1,"Lee${delimiter} Ann",Acme`.replaceAll(",", delimiter);
    expect((await read(text)).rows).toEqual([contact(2, { id: "p1", name: `Lee${delimiter} Ann`, company: "Acme" })]);
  });

  test("a delimiter that a first line names", async () => {
    expect((await read("sep=;\nid;name\np1;Lee, Ann\n")).rows).toEqual([contact(3, { id: "p1", name: "Lee, Ann" })]);
  });

  test("quotes: doubled, inside of a word, after a space", async () => {
    const { rows } = await read('id,name,company\np1,"Ann ""Bo"" Lee",5" pipes\np2, "Lee, Bob" ,x\n');
    expect(rows).toEqual([
      contact(2, { id: "p1", name: 'Ann "Bo" Lee', company: '5" pipes' }),
      contact(3, { id: "p2", name: "Lee, Bob", company: "x" }),
    ]);
  });

  test("empty lines and lines of empty cells are passed over", async () => {
    expect((await read("\n\nid,name\n\n,\np1,Ann\n , \n")).rows).toEqual([contact(6, { id: "p1", name: "Ann" })]);
  });

  test("a broken quote costs its own line only", async () => {
    const { rows } = await read('id,name\np1,"Ann\np2,"Bob"\np3,"Cid" x\np4,Dora\np5,"Eve\np6,Finn\n');
    expect(rows).toEqual([
      unreadable(2, "has text after a closing quote"),
      contact(3, { id: "p2", name: "Bob" }),
      unreadable(4, "has text after a closing quote"),
      contact(5, { id: "p4", name: "Dora" }),
      unreadable(6, "has a quote that is never closed"),
      contact(7, { id: "p6", name: "Finn" }),
    ]);
  });

  test("a record without an end is given up, and what follows is read", async () => {
    const long = "x".repeat(1_100_000);
    const bytes = Buffer.from(`id,name\np1,${long}\np2,"${long}\np3,Ann\n`);
    const { rows } = await readInChunks(bytes, 65_536, {});
    expect(rows).toEqual([
      unreadable(2, "has more than 1,000,000 characters"),
      unreadable(3, "has a quote that is never closed"),
      contact(4, { id: "p3", name: "Ann" }),
    ]);
  });

  test("last cells left out, too many cells, and empty ones too many", async () => {
    const { rows } = await read("id,name,email\np1,Ann\np2,Bob,b@example.com,x\np3,Cid,c@example.com,,\n");
    expect(rows).toEqual([
      contact(2, { id: "p1", name: "Ann", email: "" }),
      unreadable(3, "has 4 cells, the header has 3"),
      contact(4, { id: "p3", name: "Cid", email: "c@example.com" }),
    ]);
  });

  test("columns by name, in any case, or mapped", async () => {
    const { rows } = await read("ID,Full Name,leadquality,other\np1,Ann,HOT,x\n", { name: "full name" });
    expect(rows).toEqual([contact(2, { id: "p1", name: "Ann", leadQuality: "HOT" })]);
  });

  test("what further columns, cells of several and columns without a name have is told", async () => {
    const text = [
      "id,name,Email,Home email,,Phone",
      "p1,Ann,Ann Lee <ann@x.example>; mailto:a@y.example,a@z.example,see me,1 ::: 2",
      "p2,Bo,n/a,BO@x.example,,",
      "p3,Cid,cid@x.example (work),CID@x.example,,",
    ].join("\n");
    const { rows } = await read(text, { email: ["Email", "Home email"], phone: "Phone" });
    expect(rows).toEqual([
      {
        ...contact(2, { id: "p1", name: "Ann", email: "ann@x.example", phone: "1" }),
        notTaken: [
          { column: "Email", value: "a@y.example" },
          { column: "Email", value: "Ann Lee" },
          { column: "Home email", value: "a@z.example" },
          { column: "Phone", value: "2" },
          { column: "Column 5", value: "see me" },
        ],
      },
      {
        ...contact(3, { id: "p2", name: "Bo", email: "BO@x.example", phone: "" }),
        notTaken: [{ column: "Email", value: "n/a" }],
      },
      {
        ...contact(4, { id: "p3", name: "Cid", email: "cid@x.example", phone: "" }),
        notTaken: [{ column: "Email", value: "work" }],
      },
    ]);
  });

  test("of columns of one name each can be meant", async () => {
    const text = "id,name,Email,Email\np1,Ann,ann@home.example,ann@work.example\n";
    expect((await read(text, { email: "Email (2)" })).rows).toEqual([
      contact(2, { id: "p1", name: "Ann", email: "ann@work.example" }),
    ]);
    expect((await read(text, {})).problem).toEqual({ code: "repeatedColumn", column: "email" });
  });

  test.each<[string, { [field in ImportField]?: string }, object]>([
    ["", {}, { code: "emptyFile" }],
    [" \n\n", {}, { code: "emptyFile" }],
    ["\uFEFF", {}, { code: "emptyFile" }],
    ["a,b\n1,2", {}, { code: "missingColumns", columns: ["a", "b"] }],
    ["id,b\n1,2", {}, { code: "missingColumns", missing: [{ field: "name", column: "name" }] }],
    ["id,name", { email: "mail" }, { code: "missingColumns", missing: [{ field: "email", column: "mail" }] }],
    ["id,name,Name,name", {}, { code: "repeatedColumn", column: "name" }],
    ['id,"name\n1,2', {}, { code: "unreadableHeader", line: 1 }],
    ['[{"id":1}]', {}, { code: "jsonArray" }],
    ['{"key":1,"title":"x"}', {}, { code: "missingColumns", columns: ["key", "title"] }],
  ])("%j with %j is refused", async (text, map, problem) => {
    const result = await read(text, map);
    expect(result.problem).toMatchObject(problem);
    expect(result.rows).toEqual([]);
  });
});

describe("NDJSON", () => {
  const rowOf = async (json: string, map = {}) => (await read(`{"id":"p0","name":"first"}\n${json}`, map)).rows[1];

  test("text, numbers, null and lists of assignees", async () => {
    expect(
      await rowOf('{"id":7,"name":"Ann","company":null,"assignees":["a@example.com","b@example.com"],"x":{}}'),
    ).toEqual({
      ...contact(2, { id: "7", name: "Ann", company: "", assignees: "a@example.com;b@example.com" }),
      notTaken: [{ column: "x", value: "{}" }],
    });
  });

  test.each([
    ['{"$date":"2026-05-05T10:00:00Z"}', "2026-05-05T10:00:00.000Z"],
    ['{"$date":{"$numberLong":"-1166400000000"}}', "1933-01-15T00:00:00.000Z"],
  ])("the date %s", async (json, text) => {
    expect(await rowOf(`{"id":"p1","name":"Ann","nextFollowUpDate":${json}}`)).toEqual(
      contact(2, { id: "p1", name: "Ann", nextFollowUpDate: text }),
    );
  });

  test("ids of MongoDB", async () => {
    const first = '{"_id":{"$oid":"507f1f77bcf86cd799439011"},"name":"Ann"}\n';
    expect((await read(first, { id: "_id" })).rows).toEqual([
      contact(1, { id: "507f1f77bcf86cd799439011", name: "Ann" }),
    ]);
    expect(await rowOf('{"id":{"$numberLong":"9007199254740993"},"name":"Ann"}')).toEqual(
      contact(2, { id: "9007199254740993", name: "Ann" }),
    );
  });

  test.each([
    ["{", "is not a JSON object"],
    ["[1]", "is not a JSON object"],
    ['{"id":"p1","name":{"first":"Ann"}}', "Name is neither text nor a number nor a date"],
    ['{"id":9007199254740993,"name":"Ann"}', "Id is neither text nor a number nor a date"],
    ['{"id":"p1","name":"Ann","nextFollowUpDate":{"$date":{"$numberLong":"x"}}}', "Follow-up date"],
  ])("%s is named by its line", async (json, reason) => {
    const row = await rowOf(json);
    expect(row).toMatchObject({ line: 2 });
    expect(row?.kind === "unreadable" ? row.reason : JSON.stringify(row)).toContain(reason);
  });

  test("a line that is too long", async () => {
    const bytes = Buffer.from(`{"id":"p0","name":"A"}\n{"id":"${"x".repeat(1_100_000)}"}\n\n{"id":"p1","name":"B"}`);
    const { rows } = await readInChunks(bytes, 65_536, {});
    expect(rows).toEqual([
      contact(1, { id: "p0", name: "A" }),
      unreadable(2, "has more than 1,000,000 characters"),
      contact(4, { id: "p1", name: "B" }),
    ]);
  });
});

test.each(["=1+1", "-2+3", "+x", "-x", "@x", "'=x", "''+x", "'x", "plain", 'a "b", c', "a\nb", "a;b", ""])(
  "the cell %j reads as it was written, and runs nothing",
  async (value) => {
    const { rows } = await read(`id,name,company\np1,Ann,${writeCell(value)}\n`);
    expect(rows[0]).toMatchObject({ row: { company: value } });
    expect(writeCell(value)).not.toMatch(/^"?[=+\-@]/);
  },
);
