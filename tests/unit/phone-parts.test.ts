import { expect, test } from "vitest";
import { countryOf, type Country } from "../../app/domain/country.ts";
import { phoneParts } from "../../app/domain/phone-parts.ts";

/** How a phone field is written, in which country, and what calls its numbers. */
const SHAPES: [written: string, country: Country | undefined, ...hrefs: (string | null)[]][] = [
  ["030 / 123456", "DE", "tel:+4930123456"],
  ["030 / 123456", undefined, "tel:030123456"],
  ["030/123456", "DE", "tel:+4930123456"],
  ["(030) 12 34 56", "DE", "tel:+4930123456"],
  ["0171-1234567", "DE", "tel:+491711234567"],
  ["0171/1234567", "DE", "tel:+491711234567"],
  ["0049 (0) 30 12", "DE", "tel:+493012"],
  ["0049 (0) 30 12", undefined, "tel:+493012"],
  ["+49 (0)30 123456", "US", "tel:+4930123456"],
  ["(+49) 30 123456", "US", "tel:+4930123456"],
  ["＋４９ ３０ １２３４５６", undefined, "tel:+4930123456"],
  ["٠٣٠ ١٢٣٤٥٦", "DE", "tel:+4930123456"],
  ["۰۲۱ ۸۸۸۸ ۸۸۸۸", "IR", "tel:+982188888888"],
  ["+١ ٢٠٢ ٥٥٥ ٠١٠٠", undefined, "tel:+12025550100"],
  ["०११ २३४५ ६७८९", "IN", "tel:+911123456789"],
  ["\u202a+1 (202) 555-0100\u202c", undefined, "tel:+12025550100"],
  ["202-555-0100", "US", "tel:+12025550100"],
  ["202.555.0100 ext. 12", "US", "tel:+12025550100"],
  ["(202) 555-0100 x9", "US", "tel:+12025550100"],
  ["+1 202 555 0100 #7", undefined, "tel:+12025550100"],
  ["030 123456 DW 12", "DE", "tel:+4930123456"],
  ["030 123456 Durchwahl 12", "DE", "tel:+4930123456"],
  ["01 23 45 67 89 poste 4", "FR", "tel:+33123456789"],
  ["1-800-FLOWERS", "US", "tel:+18003569377"],
  ["1-800-FLOWERS", "DE", "tel:+18003569377"],
  ["1-800-flowers", undefined, "tel:+18003569377"],
  ["(800) CONTACTS", "US", "tel:+18002668228"],
  ["1 800 356 9377", "DE", "tel:+18003569377"],
  ["12025550100", "DE", "tel:+12025550100"],
  ["13812345678", "CN", "tel:+8613812345678"],
  ["030 123456 / 0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["030 123 / 040 456", undefined, "tel:030123", "tel:040456"],
  ["202-555-0100 / 202-555-0101", "US", "tel:+12025550100", "tel:+12025550101"],
  ["030 123456; 0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["030 123456, 0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["030 123456 | 0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["030 123456\n0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["030 123456 oder 0171 1234567", "DE", "tel:+4930123456", "tel:+491711234567"],
  ["+1 202 555 0100 or +1 202 555 0101", undefined, "tel:+12025550100", "tel:+12025550101"],
  ["privat 030 1234567 mobil 0171 1234567", "DE", "tel:+49301234567", "tel:+491711234567"],
  ["Tel.: 030 123456", "DE", "tel:+4930123456"],
  ["tel:+49-30-123456", undefined, "tel:+4930123456"],
  ["M: +49 171 1234567", "US", "tel:+491711234567"],
  ["030 123456 (privat)", "DE", "tel:+4930123456"],
  ['="+49 30 123456"', undefined, "tel:+4930123456"],
  ['="030123456"', "DE", "tel:+4930123456"],
  ["'030123456", "DE", "tel:+4930123456"],
  ["493012345678.0", undefined, "tel:493012345678"],
  ["4.9E+11", "DE", null],
  ["4,91771E+11", "DE", null],
  ["4.9e11", undefined, null],
  ["06 12 34 56 78", "FR", "tel:+33612345678"],
  ["8 (495) 123-45-67", "RU", "tel:+74951234567"],
  ["090-1234-5678", "JP", "tel:+819012345678"],
  ["020 7946 0958", "GB", "tel:+442079460958"],
  ["011 44 20 7946 0958", "US", "tel:+442079460958"],
  ["123456", "DE", "tel:123456"],
  ["112", "DE", "tel:112"],
  ["555-0100", undefined, "tel:5550100"],
  ["ask at the desk", "DE", null],
  ["n/a", "DE", null],
  ["-", "DE", null],
  ["0", "DE", null],
  ["000 000", "DE", null],
  ["12", "DE", null],
  ["1".repeat(30), "DE", null],
  ["030 123456; ask Tom", "DE", "tel:+4930123456", null],
];

test.each(SHAPES)("%j in %s", (written, country, ...hrefs) => {
  expect(phoneParts(written, country).map(({ href }) => href)).toEqual(hrefs);
});

test("each number keeps how it is written, and words that say which it is", () => {
  expect(phoneParts("030 123456; ask Tom", "DE").map(({ text }) => text)).toEqual(["030 123456", "ask Tom"]);
  const words = "privat 030 1234567 mobil 0171 1234567 abends";
  expect(phoneParts(words, "DE").map(({ text }) => text)).toEqual(["privat 030 1234567", "mobil 0171 1234567 abends"]);
  expect(phoneParts("٠٣٠ ١٢٣٤٥٦", "DE")).toEqual([{ text: "٠٣٠ ١٢٣٤٥٦", href: "tel:+4930123456" }]);
  expect(phoneParts(null)).toEqual([]);
  expect(phoneParts("  ")).toEqual([]);
});

test.each([
  ["Europe/Berlin", "DE"],
  ["America/New_York", "US"],
  ["US/Eastern", "US"],
  ["Asia/Kolkata", "IN"],
  ["Asia/Calcutta", "IN"],
  ["Europe/Kyiv", "UA"],
  ["America/Argentina/Buenos_Aires", "AR"],
  ["UTC", undefined],
  ["Etc/GMT+3", undefined],
])("%s is in %s", (timeZone, country) => expect(countryOf(timeZone)).toBe(country));
