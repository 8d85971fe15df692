import { describe, expect, test } from "vitest";
import {
  beginsWith,
  indexedBeginning,
  searchPrefixes,
  searchTerms,
  searchWords,
  sortName,
} from "../../app/domain/search.ts";

const nobody = { name: "", company: null, email: null, phone: null };
const lukasz = { ...nobody, name: "Łukasz Ünal-O’Brien", company: "Straße & Co.", email: "l.unal@Example.com" };

/** What the database does: each term is looked for among the beginnings and words. */
function isFoundBy(contact: Parameters<typeof searchPrefixes>[0], search: string): boolean {
  const prefixes = searchPrefixes(contact);
  const terms = searchTerms(search);
  const found = terms.every((term) => {
    const condition = beginsWith(term);
    if (typeof condition === "string") return prefixes.includes(condition);
    const { $gte, $lt } = condition.$elemMatch;
    return prefixes.some((prefix) => prefix >= $gte && prefix < $lt);
  });
  if (found) for (const term of terms) expect(prefixes).toContain(indexedBeginning(term) ?? prefixes[0]);
  return terms.length > 0 && found;
}

test("words are without case and accents, cut at punctuation; an address is a word too", () => {
  expect(searchWords(lukasz)).toEqual([
    ...["lukasz", "unal", "o", "brien", "strasse", "co", "l", "example", "com"],
    ...["obrien", "@l.unal@example.com"],
  ]);
  expect(searchPrefixes({ ...nobody, name: "Bo Lee-Smith" })).toEqual([...["bo", "le", "lee", "sm", "smi", "smith"]]);
});

test.each([
  ["lukasz BRI", true],
  ["ünal stras", true],
  ["luka", true],
  ["l.unal@ex", true],
  ["@example.com", true],
  ["obrien", true],
  ["o'brien", true],
  ["O BRIEN", true],
  ["l.unal@exemple", false],
  ["unal kim", false],
  ["nal", false],
])("%s finds Łukasz Ünal-O’Brien: %s", (search, expected) => {
  expect(isFoundBy(lukasz, search)).toBe(expected);
});

test.each([
  ["佐藤工房", "工房 佐藤"],
  ["山田太郎", "田太"],
  ["王小明", "王"],
  ["김민수", "민수"],
  ["김민수", "김민"],
  ["김민수", "수"],
  ["สมชาย", "สม"],
  ["AT&T Mobile", "att"],
  ["AT&T Mobile", "at&t"],
  ["D'Angelo", "dangelo"],
  ["Rock ‘n’ Roll", "rock n"],
  ["ΝΊΚΟΣ", "νικ"],
])("%s is found by %s", (name, search) => {
  expect(isFoundBy({ ...nobody, name }, search)).toBe(true);
});

test.each([
  ["山田太郎", "花子"],
  ["김민수", "박"],
  ["Ann Lee", "nn"],
])("%s isn't found by %s", (name, search) => {
  expect(isFoundBy({ ...nobody, name }, search)).toBe(false);
});

test.each(["?", "!", "&", "#1", "€", "÷", "_", "@", "= =", "☎"])("a contact of the name %s is found by it", (name) => {
  expect(isFoundBy({ ...nobody, name }, name)).toBe(true);
  expect(isFoundBy({ ...nobody, name: "Ann" }, name)).toBe(false);
});

describe("a phone number is found however it is typed", () => {
  const german = ["+49 30 123456", "0049 (0) 30 12 34 56", "+49-30-123456", "(030) 123456", "030/123456", "030 1234"];
  const stored = ["+49 30 123456", "0049 30 123456", "030 / 123456", "+49 (0)30 123-456", "(030) 12 34 56 ext. 7"];
  test.each(stored.flatMap((phone) => german.map((search) => [phone, search])))("%s by %s", (phone, search) => {
    expect(isFoundBy({ ...nobody, phone }, search)).toBe(true);
  });

  test.each([
    ["+1 202 555 0143", "(202) 555-0143"],
    ["(202) 555-0143", "+1 202 555 0143"],
    ["1-202-555-0143", "202 555"],
    ["202.555.0143", "1 202 555 0143"],
    ["+1 202 555 0143", "12025550143"],
    ["+39 06 1234567", "06 1234"],
    ["٠٣٠ ١٢٣٤٥٦", "030 123456"],
    ["０３０－１２３４５６", "030123456"],
    ["030 123456, 0171 998877", "0171 99887"],
    ["030 123456 / 0171 998877", "0171 99887"],
    ["030 123456 or 0171 998877", "0171 99887"],
    ["+49 30 123456", "4930123"],
  ])("%s by %s", (phone, search) => {
    expect(isFoundBy({ ...nobody, phone }, search)).toBe(true);
  });

  test("another number isn't, and neither is the end of one", () => {
    const contact = { ...nobody, phone: "+49 30 123456" };
    for (const search of ["+49 31 123456", "0301234567", "23456"]) expect(isFoundBy(contact, search)).toBe(false);
  });
});

test("however long a name is, its words are bounded", () => {
  const name = Array.from({ length: 250 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(" ");
  expect(searchWords({ ...nobody, name }).length).toBe(40);
  const phone = Array.from({ length: 100 }, (_, n) => `+49 30 ${123_456 + n}`).join(", ");
  expect(searchPrefixes({ name, company: name, email: "a@b.c", phone }).length).toBeLessThan(200);
  expect(searchTerms("x".repeat(500))).toEqual(["x".repeat(40)]);
});

test("names are in order as people look for them", () => {
  const names = [
    "Aaron",
    "Ángel",
    "Anna",
    "de Vries",
    "Dent",
    "Łukasz",
    "Mia",
    "(Obama)",
    "O’Brien",
    "Obwald",
    "O'Connor",
    "øystein",
    "zebra",
    "Zoë",
    "王",
  ];
  const inOrder = [...names].reverse().sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1));
  expect(inOrder).toEqual(names);
  expect(sortName("  Zoë\u00a0 KRÜGER ")).toBe("zoe kruger");
});
