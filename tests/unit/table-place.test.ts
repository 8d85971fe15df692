import { expect, test } from "vitest";
import { guessColumns } from "../../app/domain/column-guess.ts";
import { readRows, type SourceRow } from "../../db/import/source-rows.ts";
import { readTableHead } from "../../db/import/table-head.ts";

async function read(lines: string[]) {
  const text = lines.join("\n");
  async function* bytes() {
    yield Buffer.from(text);
  }
  async function* texts() {
    yield text;
  }
  const head = await readTableHead(bytes(), 500);
  if (head.outcome === "notATable") throw new Error(head.reason);
  const rows: SourceRow[] = [];
  const { columns } = head;
  const map = { id: null, name: columns[0]!, email: null, phone: null, company: null, status: null, assignees: null };
  for await (const chunk of readRows(texts(), map)) {
    if ("problem" in chunk) throw new Error(chunk.problem.code);
    rows.push(...chunk.rows);
  }
  return {
    ...{ columns, sample: head.rows, hasHeader: head.hasHeader },
    names: rows.flatMap((row) => (row.kind === "contact" ? [`${row.line} ${row.row.name}`] : [])),
    asides: rows.flatMap((row) => (row.kind === "aside" ? [`${row.line} ${row.text}`] : [])),
  };
}

test("LinkedIn's notes above the header", async () => {
  const file = await read([
    ...["Notes:", '"When exporting, you may notice that some, or many, emails are missing."', ""],
    ...["First Name,Last Name,URL,Email Address,Company", "Ann,Lee,https://l.example,,Acme", "Bo,Berg,,bo@x.example,"],
  ]);
  expect(file.columns).toEqual(["First Name", "Last Name", "URL", "Email Address", "Company"]);
  expect(file.names).toEqual(["5 Ann", "6 Bo"]);
  expect(file.asides).toEqual(["1 Notes:", "2 When exporting, you may notice that some, or many, emails are missing."]);
});

test("a report's title above, padded as a spreadsheet does, and a footer below", async () => {
  const file = await read([
    ...[
      "Contacts report;;;",
      "Generated 28.11.2026;;;",
      ";;;",
      "Nummer;Wer;Wo;Was",
      "1;Ann;Bonn;x",
      "2;Bo;Ulm;y",
      "3;Cid",
    ],
    ...["", "Contacts & Accounts", "Copyright (c) 2000-2026 salesforce.com", "Confidential Information"],
  ]);
  expect(file.columns).toEqual(["Nummer", "Wer", "Wo", "Was"]);
  expect(file.names).toEqual(["5 1", "6 2", "7 3"]);
  expect(file.asides.map((line) => line.split(" ", 1)[0])).toEqual(["1", "2", "9", "10", "11"]);
});

test("a row of one cell is a row where others follow, where no empty line is before it, and in a narrow table", async () => {
  expect((await read(["a,b,c", "1,2,3", "", "Bo", "4,5,6"])).names).toEqual(["2 1", "4 Bo", "5 4"]);
  expect((await read(["a,b,c", "1,2,3", "Bo"])).names).toEqual(["2 1", "3 Bo"]);
  expect((await read(["name", "Ann", "", "Bo"])).names).toEqual(["2 Ann", "4 Bo"]);
  expect((await read(["a,b,c", "1,2,3", "Total: 1"])).asides).toEqual(["3 Total: 1"]);
});

test("a table without a header keeps its first line, and its columns are told by what they hold", async () => {
  const file = await read(["Ann Lee,ann@x.example,+49 30 1234", "Bo Berg,bo@x.example,"]);
  expect(file).toMatchObject({ hasHeader: false, columns: ["Column 1", "Column 2", "Column 3"] });
  expect(file.names).toEqual(["1 Ann Lee", "2 Bo Berg"]);
  expect(guessColumns(file.columns, file.sample)).toEqual({ name: "Column 1", email: "Column 2", phone: "Column 3" });
});

test("a header of names that nobody knows is still one", async () => {
  expect(await read(["Imię;Adres;Kod", "Ann;x;1"])).toMatchObject({ hasHeader: true, names: ["2 Ann"], asides: [] });
});
