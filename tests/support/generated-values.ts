import fc from "fast-check";
import type { OpenApiDocument } from "../../app/api/openapi.server.ts";

/** What requests are made of. */
export interface Ingredients {
  document: OpenApiDocument;
  /** Patterns of the pages, such as `/contacts/:id`. */
  pages: readonly string[];
  /** Names of fields and parameters that forms and pages read. */
  names: readonly string[];
  /** Values that mean something there: ids, intents, dates. */
  values: readonly string[];
  /** Values of `Cookie` that let somebody in, and of `Authorization`. */
  cookies: readonly string[];
  authorizations: readonly string[];
  origin: string;
}

/** A schema of the document. */
export type Schema = NonNullable<OpenApiDocument["components"]["schemas"][string]>;

const STRANGE = [
  ...["", " ", "\u0000", "a\u0000b", "__proto__", "constructor", "toString", "\uD800", "\uFFFD", "\u202E", "%00", "%"],
  ...["../..", "..%2f", "/", "//evil.example", "\\", "a".repeat(300), "x".repeat(5_000), "0", "-1", "1e999", "NaN"],
  ...[
    "null",
    "undefined",
    "true",
    "[]",
    "{}",
    "[object Object]",
    "$ne",
    "$where",
    "{$gt:''}",
    "2026-02-30",
    "9999-12-31",
  ],
  ...[
    "0000-00-00",
    "+275760-09-13",
    "2026-11-28T00:00:00Z",
    "<script>",
    "' or 1=1",
    "=1+1",
    "\r\nSet-Cookie: a=b",
    "٣",
  ],
  ...[
    "+05:30",
    "Europe/Berlin",
    "op_aaaaaaaaaaaaaaaaaaaaaaaa",
    "[null]",
    '["a","b"]',
    "[1,2]",
    "personIds=a&action=done",
  ],
];

/** Text that is often taken for something else. */
export const strange = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...STRANGE) },
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 20 }),
);
const strangeValue = fc.oneof(
  { weight: 3, arbitrary: strange },
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, 0, -1, 1e21, 1.5, true, [], {}, [[]], [null], { $gt: "" }, { __proto__: null }),
  fc.integer({ min: 1, max: 3_000 }).map((length) => Array.from({ length }, (_, at) => `p${at}`)),
  fc.integer({ min: 1, max: 2_000 }).map((depth) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as unknown),
);

/** Mostly what `usual` makes, at times something else. */
export const mostly = <Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: other });

/** Values of a schema of the document, and around it. */
export function valueOf(schema: Schema | boolean, ingredients: Ingredients): fc.Arbitrary<unknown> {
  if (typeof schema === "boolean") return strangeValue;
  if (schema.$ref) {
    const named = ingredients.document.components.schemas[schema.$ref.split("/").at(-1)!];
    return valueOf(named ?? true, ingredients);
  }
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valueOf(one, ingredients)));
  if (schema.enum) return mostly<unknown>(fc.constantFrom(...(schema.enum as unknown[])), strangeValue);
  const { properties = {}, items } = schema;
  switch (schema.type) {
    case "object": {
      const fields = Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, valueOf(field, ingredients)]),
      );
      const known = fc.record(fields, { requiredKeys: [] });
      return mostly<unknown>(
        fc
          .tuple(known, mostly(fc.constant({}), fc.dictionary(strange, strangeValue, { maxKeys: 3 })))
          .map(([object, more]) => ({ ...object, ...more })),
        strangeValue,
      );
    }
    case "array":
      return mostly<unknown>(
        fc.array(valueOf((items as Schema | undefined) ?? true, ingredients), { maxLength: 5 }),
        strangeValue,
      );
    case "integer":
    case "number":
      return mostly<unknown>(fc.integer({ min: -5, max: 2_000 }), strangeValue);
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    default:
      return mostly<unknown>(fc.constantFrom(...ingredients.values), strangeValue);
  }
}
