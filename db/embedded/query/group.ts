import { asNumber, isDocument, type Doc } from "../bson/documents.ts";
import { encodeKey } from "../bson/key-encoding.ts";
import { compare } from "../bson/order.ts";
import { MongoError } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { summand } from "./expressions.ts";
import type { Evaluate } from "./operators.ts";
import type { Stage } from "./stages.ts";

interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: () => {
    let total = 0;
    return { add: (value) => void (total += summand(value)), result: () => total };
  },
  $avg: () => {
    let total = 0;
    let count = 0;
    return {
      add: (value) => {
        if (asNumber(value) === undefined) return;
        total += summand(value);
        count += 1;
      },
      result: () => (count === 0 ? null : total / count),
    };
  },
  $min: () => extreme(1),
  $max: () => extreme(-1),
  $first: () => {
    let first: unknown;
    let any = false;
    return {
      add: (value) => {
        if (!any) first = value ?? null;
        any = true;
      },
      result: () => first,
    };
  },
  $last: () => {
    let last: unknown;
    return { add: (value) => void (last = value ?? null), result: () => last };
  },
  $push: () => {
    const list: unknown[] = [];
    return { add: (value) => void (value !== undefined && list.push(value)), result: () => list };
  },
  $addToSet: () => {
    const set = new Map<string, unknown>();
    return {
      add: (value) => {
        if (value === undefined) return;
        const key = encodeKey(value).toString("latin1");
        if (!set.has(key)) set.set(key, value);
      },
      result: () => [...set.values()],
    };
  },
  $mergeObjects: () => {
    const merged: Doc = {};
    return {
      add: (value) => {
        if (value === null || value === undefined) return;
        if (!isDocument(value)) throw new MongoError("BadValue", "$mergeObjects requires object inputs");
        Object.assign(merged, value);
      },
      result: () => merged,
    };
  },
};

function extreme(direction: 1 | -1): Accumulator {
  let best: unknown;
  return {
    add: (value) => {
      if (value === null || value === undefined) return;
      if (best === undefined || direction * compare(value, best) < 0) best = value;
    },
    result: () => best ?? null,
  };
}

interface Field {
  name: string;
  operator: string;
  expression: unknown;
}

/** Returns the `$group` stage: it holds one state for each group, and never the documents themselves. */
export function groupStage(spec: unknown, evaluate: Evaluate, variables: ReadonlySet<string>): Stage {
  if (!isDocument(spec) || !("_id" in spec))
    throw new MongoError("BadValue", "a group specification must include an _id");
  const { _id: id, ...rest } = spec;
  checkExpression(id, variables);
  const fields = Object.entries(rest).map(([name, value]) => parseField(name, value, variables));
  return async function* (input) {
    const groups = new Map<string, { id: unknown; states: Accumulator[] }>();
    for await (const batch of input) {
      for (const document of batch) {
        const value = id === null ? null : (evaluate(document, id) ?? null);
        const key = value === null ? "" : encodeKey(value).toString("latin1");
        let group = groups.get(key);
        if (!group)
          groups.set(key, (group = { id: value, states: fields.map(({ operator }) => accumulators[operator]!()) }));
        for (const [i, { expression }] of fields.entries()) group.states[i]!.add(evaluate(document, expression));
      }
    }
    const results = [...groups.values()].map((group) => ({
      _id: group.id,
      ...Object.fromEntries(fields.map(({ name }, i) => [name, group.states[i]!.result()])),
    }));
    for (let at = 0; at < results.length; at += 256) yield results.slice(at, at + 256);
  };
}

function parseField(name: string, value: unknown, variables: ReadonlySet<string>): Field {
  if (name.includes(".")) throw new MongoError("BadValue", `The field name '${name}' cannot contain '.'`);
  const [operator, ...more] = isDocument(value) ? Object.keys(value) : [];
  if (!operator || more.length > 0)
    throw new MongoError("BadValue", `The field '${name}' must be an accumulator object`);
  if (operator === "$count") return { name, operator: "$sum", expression: 1 };
  if (!Object.hasOwn(accumulators, operator)) {
    throw new MongoError("InvalidPipelineOperator", `unknown or unsupported group operator '${operator}'`);
  }
  const expression = (value as Doc)[operator];
  checkExpression(expression, variables);
  return { name, operator, expression };
}
