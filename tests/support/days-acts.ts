import fc from "fast-check";
import { DIRECTIONS, NOTE_KINDS, type Direction, type NoteKind } from "../../app/domain/contact.ts";
import { FILTERS, type Filter } from "../../app/domain/filters.ts";
import { OUTCOMES, type Outcome } from "../../app/domain/outcome.ts";

/**
 * What a member does, with the contacts of one of the lists that are theirs to work; numbers choose the member, the list, the
 * contacts, the operation and the absence, however many of these there are.
 */
export type Act = { member: number; list: number } & (
  | { what: "done"; of: number[]; outcome: Outcome | undefined }
  | { what: "nurture" | "clear"; of: number[] }
  | { what: "snooze"; of: number[]; days: number | undefined }
  | { what: "set"; of: number[]; days: number | null }
  | { what: "log"; of: number; kind: NoteKind; direction: Direction; counts: boolean; daysAgo: number }
  | { what: "spread"; days: number; perDay: number; filter: Filter }
  | { what: "reassign"; to: number; filter: Filter }
  | { what: "away"; standIn: number; from: number; length: number }
  | { what: "back"; absence: number }
  | { what: "next"; operation: number }
  | { what: "undo"; operation: number }
);

/** What is done on each of some days. */
export type Days = Act[][];

const number = fc.nat({ max: 999 });
const who = { member: number, list: number };
const of = fc.array(number, { minLength: 1, maxLength: 4 });
const filter = fc.constantFrom(...FILTERS);
const what = <Name extends Act["what"]>(...names: Name[]) => fc.constantFrom(...names);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    ...who,
    ...{ what: what("done"), of, outcome: fc.option(fc.constantFrom(...OUTCOMES), { nil: undefined }) },
  }),
  fc.record({ ...who, what: what("nurture", "clear"), of }),
  fc.record({
    ...who,
    ...{ what: what("snooze"), of, days: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }) },
  }),
  fc.record({ ...who, what: what("set"), of, days: fc.option(fc.integer({ min: -3, max: 20 })) }),
  fc.record({
    ...{ ...who, what: what("log"), of: number, kind: fc.constantFrom(...NOTE_KINDS) },
    ...{ direction: fc.constantFrom(...DIRECTIONS), counts: fc.boolean(), daysAgo: fc.nat({ max: 9 }) },
  }),
  fc.record({
    ...{ ...who, what: what("spread"), filter },
    ...{ days: fc.integer({ min: 1, max: 5 }), perDay: fc.integer({ min: 1, max: 9 }) },
  }),
  fc.record({ ...who, what: what("reassign"), to: number, filter }),
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ ...who, what: what("away"), standIn: number },
      ...{ from: fc.nat({ max: 2 }), length: fc.nat({ max: 5 }) },
    }),
  },
  fc.record({ ...who, what: what("back"), absence: number }),
  fc.record({ ...who, what: what("next"), operation: number }),
  { weight: 4, arbitrary: fc.record({ ...who, what: what("undo"), operation: number }) },
);

/** So many days of some acts each. */
export const madeDays = (count: number, acts: { minLength?: number; maxLength: number }): fc.Arbitrary<Days> =>
  fc.array(fc.array(act, acts), { minLength: count, maxLength: count });
