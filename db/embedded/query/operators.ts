import { Context, evalExpr } from "mingo/core";
import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as queries from "mingo/operators/query";
import type { Doc } from "../bson/documents.ts";
import { corrected } from "./corrected-expressions.ts";
import { comparisons } from "./expressions.ts";
import { predicates } from "./predicates.ts";

/** Evaluates an aggregation expression on a document; a missing field gives `undefined`. */
export type Evaluate = (document: unknown, expression: unknown) => unknown;

type Options = Exclude<Parameters<typeof evalExpr>[2], undefined>;
type Prepared = { update(locals: { root: unknown }): unknown };

// mingo makes its prepared options only inside; this operator hands them out, so that they are made once and not per document.
const prepared = "$preparedOptions";

let context: Context | undefined;

function operators(): Context {
  // Made at the first use: the modules of operators and of the filters they need import each other.
  context ??= Context.init({
    query: { ...queries, ...predicates },
    expression: {
      ...expressions,
      ...comparisons,
      ...corrected,
      [prepared]: (_document: unknown, _expression: unknown, options: unknown) => options,
    },
    accumulator: { ...accumulators },
  } as never);
  return context;
}

/** Returns the options under which mingo uses these operators; nothing in them runs scripts. */
export function mingoOptions(variables?: Doc): Options {
  return { context: operators(), scriptEnabled: false, ...(variables ? { variables } : {}) } as Options;
}

/** Returns an evaluator of expressions, with the given `$$` variables, all at one `$$NOW`. */
export function createEvaluator(variables?: Doc): Evaluate {
  const options = evalExpr({}, { [prepared]: 0 }, mingoOptions(variables)) as unknown as Options & Prepared;
  return (document, expression) => {
    options.update({ root: document });
    return evalExpr(document as never, expression as never, options);
  };
}
