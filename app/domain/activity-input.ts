import { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import { fits, isKeepable, MOST_CHARACTERS, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { DIRECTIONS, NOTE_KINDS } from "./contact.ts";
import { LONGEST_NOTE } from "./note-form.ts";

/** Nothing that is logged happened earlier. */
export const FIRST_TIME = new Date("2000-01-01T00:00:00Z");
/** Another system's clock may be ahead by so much. */
const AHEAD_MILLISECONDS = 300_000;

const TIME_MESSAGE = "Must be a date-time with its zone, such as 2026-11-24T09:30:00Z";

/** When something happened that is logged at `now`; what is ahead of that by no more than clocks differ is now. */
export function ActivityTime(now: Date) {
  return v.pipe(
    v.string(TIME_MESSAGE),
    v.isoTimestamp(TIME_MESSAGE),
    v.rawCheck(({ dataset, addIssue }) => {
      const problem = dataset.typed && !dataset.issues && problemOf(instantOf(dataset.value), now);
      if (problem) addIssue({ message: problem });
    }),
    v.transform((text) => {
      const time = instantOf(text) ?? now;
      return time < now ? time : undefined;
    }),
  );
}

function problemOf(time: Date | null, now: Date): string | null {
  if (time === null) return "Must be a time that exists";
  if (time < FIRST_TIME) return `Must not be before ${FIRST_TIME.toISOString()}`;
  const isAhead = time.getTime() > now.getTime() + AHEAD_MILLISECONDS;
  return isAhead ? `Must not be in the future: here it is ${now.toISOString()}` : null;
}

function instantOf(text: string): Date | null {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return null;
  }
}

/** The body of `POST /api/contacts/{id}/activities` at `now`. */
export function ActivityBody(now: Date) {
  return v.pipe(
    v.object({
      id: v.pipe(
        v.optional(
          v.pipe(
            v.string("Must be text"),
            v.nonEmpty("Must not be empty"),
            v.check((id) => fits(id, MOST_CHARACTERS.id), `Must have at most ${MOST_CHARACTERS.id} characters`),
            v.check(isKeepable, UNKEEPABLE_MESSAGE),
            v.metadata({ maxLength: MOST_CHARACTERS.id }),
          ),
        ),
        v.description("The caller’s own id of it, by which it is logged once."),
      ),
      kind: v.picklist(NOTE_KINDS, `Must be one of ${NOTE_KINDS.join(", ")}`),
      direction: v.pipe(
        v.optional(v.picklist(DIRECTIONS, `Must be one of ${DIRECTIONS.join(", ")}`)),
        v.description("Who got in touch: `out`, as where nothing is said, or `in` for a reply. A note has none."),
      ),
      time: v.pipe(
        v.optional(ActivityTime(now)),
        v.description("When it happened, with its zone; now where nothing is said, never in the future."),
      ),
      text: v.pipe(
        v.optional(
          v.pipe(
            v.string("Must be text"),
            v.transform((text) => text.replace(/\r\n?/g, "\n").trim()),
            v.check((text) => fits(text, LONGEST_NOTE), `Must have at most ${LONGEST_NOTE} characters`),
            v.check(isKeepable, UNKEEPABLE_MESSAGE),
          ),
          "",
        ),
        v.description("What was said. A note needs it."),
      ),
      countsAsFollowUp: v.pipe(
        v.optional(v.boolean("Must be true or false"), true),
        v.description("False only logs it, and leaves the follow-up as it is; a note never counts."),
      ),
    }),
    v.forward(
      v.check(({ kind, text }) => kind !== "note" || text !== "", "A note must have a text"),
      ["text"],
    ),
    v.forward(
      v.check(({ kind, direction }) => kind !== "note" || direction === undefined, "A note has no direction"),
      ["direction"],
    ),
  );
}
