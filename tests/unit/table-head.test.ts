import { expect, test } from "vitest";
import { guessEncoding } from "../../db/import/guess-encoding.ts";
import { readTableHead } from "../../db/import/table-head.ts";

async function* bytesOf(file: string | Uint8Array) {
  yield typeof file === "string" ? Buffer.from(file) : file;
}

const WIDE = Buffer.from("Name;Email\r\nZoë;z@x.example\r\n", "utf16le");
const NAMED = ["Name", "Email"];

test.each<[string, string | Uint8Array, string[], string[][]]>([
  ["a header alone", "Name,Email\n", NAMED, []],
  ["UTF-16 without a mark", WIDE, NAMED, [["Zoë", "z@x.example"]]],
  ["UTF-16 the other way round", Buffer.from(WIDE).swap16(), NAMED, [["Zoë", "z@x.example"]]],
  ["two marks of UTF-8", "\uFEFF\uFEFFName,Email\nAnn,a@x.example\n", NAMED, [["Ann", "a@x.example"]]],
  ["a mark before a quote", '\uFEFF"Name","Email"\n"Ann","a@x.example"\n', NAMED, [["Ann", "a@x.example"]]],
  [
    "line ends of three kinds",
    "Name,Email\r\nAnn,a@x.example\nBo,b@x.example\rCy,c@x.example\r\n",
    NAMED,
    [
      ["Ann", "a@x.example"],
      ["Bo", "b@x.example"],
      ["Cy", "c@x.example"],
    ],
  ],
  [
    "a header in two lines, of merged cells",
    "Contact,,Phone,\nFirst Name,Last Name,Work Phone,Mobile Phone\nAnn,Lee,555010,555011\n",
    ["First Name", "Last Name", "Work Phone", "Mobile Phone"],
    [["Ann", "Lee", "555010", "555011"]],
  ],
  ["columns without a name, one of them filled", "Name,,\nAnn,,x\n", ["Name", "", "Column 3"], [["Ann", "", "x"]]],
  [
    "quotes within quotes, and a tab",
    'Name\tNotes\n"Ann\tLee"\t"say ""hi"""\n',
    ["Name", "Notes"],
    [["Ann\tLee", 'say "hi"']],
  ],
  [
    "all in quotes below a title with commas",
    'Report of May, 2026, all\n\n"Last Name";"First Name"\n"Lee";"Ann"\n',
    ["Last Name", "First Name"],
    [["Lee", "Ann"]],
  ],
])("%s", async (_what, file, columns, rows) => {
  const encoding = await guessEncoding(bytesOf(file));
  expect(await readTableHead(bytesOf(file), 10, encoding)).toEqual({
    outcome: "table",
    columns,
    rows,
    hasHeader: true,
  });
});
