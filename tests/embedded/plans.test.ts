import fc from "fast-check";
import { Decimal128, Double, Int32, Long, ObjectId } from "bson";
import { describe, expect, test } from "vitest";
import { decodeKey, unreadable } from "../../db/embedded/bson/key-decoding.ts";
import { complement, encodeKey } from "../../db/embedded/bson/key-encoding.ts";
import { compare } from "../../db/embedded/bson/order.ts";
import { beginningOfText, decodeText, encodeText, endOfText } from "../../db/embedded/bson/text-code.ts";
import { embeddedOnly } from "./backends.ts";
import { checkPlans, trial } from "./plans-property.ts";

embeddedOnly("plans", (backend) => {
  test("with any indexes, a query finds what reading everything finds", async () => {
    await fc.assert(
      fc.asyncProperty(trial, async (one) => {
        const collection = backend.fresh();
        await checkPlans(collection, one);
        await collection.drop();
      }),
      { numRuns: 30 },
    );
  });
});

describe("index keys", () => {
  const anything = fc.oneof(
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((big) => Long.fromBigInt(big)),
    fc.string({ unit: "binary" }).filter((text) => Buffer.from(text).toString() === text),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
    fc.array(fc.oneof(fc.integer({ max: 3 }), fc.string({ maxLength: 2 })), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b"), fc.oneof(fc.integer({ max: 3 }), fc.string({ maxLength: 2 }))),
  );

  test("are in the order of their values, upwards and downwards", () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const order = Math.sign(compare(a, b));
        expect(Math.sign(encodeKey(a).compare(encodeKey(b)))).toBe(order);
        expect(Math.sign(complement(encodeKey(a)).compare(complement(encodeKey(b))))).toBe(order === 0 ? 0 : -order);
      }),
      { numRuns: 2000 },
    );
  });

  test("give their values back, or say that they cannot", () => {
    fc.assert(
      fc.property(anything, anything, fc.constantFrom(1, -1), (a, b, direction) => {
        const bytes = Buffer.concat([encodeKey(a), direction === 1 ? encodeKey(b) : complement(encodeKey(b))]);
        const [first, second] = decodeKey(bytes, [1, direction]);
        if (first !== unreadable) expect(compare(first, a)).toBe(0);
        if (second !== unreadable) expect(compare(second, b)).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "b", "A", "1", " ", "\0", "é", "\u{1f600}", "\uffff"), maxLength: 6 }),
    fc.string({ unit: "binary", maxLength: 30 }).filter((one) => Buffer.from(one).toString() === one),
  );

  test("of texts with a beginning are between the ends of the beginning, and no others are", () => {
    fc.assert(
      fc.property(text, text, (one, beginning) => {
        const [bytes, { low, high }] = [encodeText(one), beginningOfText(beginning)];
        const isBetween = bytes.compare(low) >= 0 && bytes.compare(Buffer.concat([high, Buffer.alloc(99, 0xff)])) <= 0;
        expect(isBetween).toBe(Buffer.from(one).indexOf(Buffer.from(beginning)) === 0);
        expect(Math.sign(bytes.compare(encodeText(beginning)))).toBe(Math.sign(compare(one, beginning)));
      }),
      { numRuns: 5000 },
    );
  });

  test("tell where a text ends, and that it doesn't where it is cut", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const bytes = encodeText(one);
        expect(decodeText(Buffer.concat([bytes, encodeText(other)]), 0)).toEqual({ value: one, end: bytes.length });
        expect(endOfText(Buffer.concat([Buffer.from("key:"), bytes]), 4)).toBe(4 + bytes.length);
        expect(endOfText(bytes.subarray(0, -1), 0)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  // What is stored depends on them: where they change, the format does.
  test("of texts stay as they are from one version to the next", () => {
    const hexOf = (one: string): string => encodeText(one).toString("hex");
    expect(hexOf("")).toBe("40");
    expect(hexOf("Ann Abara, 2026-11-30")).toBe("55af714ad03f4f1914610c40d29469a400");
    expect(hexOf("org_4fJz~é田\0")).toBe("71a9cec74cbfe3ca7cffbafd9ea7dfc40000");
  });

  test("numbers of all types are one order, and decimals are refused", () => {
    expect(encodeKey(new Int32(5))).toEqual(encodeKey(new Double(5)));
    expect(encodeKey(Long.fromNumber(5))).toEqual(encodeKey(5));
    expect(encodeKey(Long.fromString("9007199254740993")).compare(encodeKey(2 ** 53))).toBe(1);
    expect(() => encodeKey(Decimal128.fromString("1"))).toThrow("Decimal128");
  });
});
