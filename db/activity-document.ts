import type { IndexSpecification } from "mongodb";
import type { CalendarDate } from "../app/domain/calendar.ts";
import {
  ACTIVITY_ACTIONS,
  DIRECTIONS,
  type ActivityAction,
  type Direction,
  type FieldChange,
} from "../app/domain/contact.ts";
import { OUTCOMES, type Outcome } from "../app/domain/outcome.ts";
import { cadenceDays, instant, objectOf, optionalDate, optionalText, shape, text, texts } from "./schema-shapes.ts";

/** One event on a contact's timeline. */
export interface ActivityDocument {
  organizationId: string;
  contactId: string;
  /** Null where no user did it. */
  userId: string | null;
  /** The API key by which it was logged; absent where it was by none. */
  loggedBy?: string;
  /** The member who was away, in whose stead it was done; absent where it wasn't. */
  insteadOf?: string;
  at: Date;
  /** When it was written down, where that was later than it happened. */
  loggedAt?: Date;
  action: ActivityAction;
  dateBefore: CalendarDate | null;
  dateAfter: CalendarDate | null;
  /** What was noted of a call, an email, a meeting, of what was done, or just so. */
  text?: string;
  /** What came of a follow-up that was done, and of the call that was logged with it; absent where nobody said. */
  outcome?: Outcome;
  /** Of a call, an email or a meeting: who got in touch; absent where nobody said, and then it was we. */
  direction?: Direction;
  /** True where that was taken back. */
  undone?: boolean;
  /** The fields that an edit or an assignment changed, as people read them. */
  changes?: FieldChange[];
  /** The ids of the users who were assigned, and who are since. */
  assignees?: { before: string[]; after: string[] };
  /** The days of its own cadence before and since. */
  cadence?: { before: number | null; after: number | null };
  /** Shared by all that one request changed. */
  operationId: string;
}

/** What the timelines accept, and the indexes that their queries rely on. */
export const ACTIVITY_SCHEMA: { activities: { validator: object; indexes: { key: IndexSpecification }[] } } = {
  activities: {
    validator: shape(
      {
        organizationId: text,
        contactId: text,
        userId: optionalText,
        at: instant,
        action: { enum: [...ACTIVITY_ACTIONS] },
        dateBefore: optionalDate,
        dateAfter: optionalDate,
        operationId: text,
      },
      {
        text,
        loggedAt: instant,
        direction: { enum: [...DIRECTIONS] },
        changes: { bsonType: "array", items: objectOf({ field: text, before: optionalText, after: optionalText }) },
        assignees: objectOf({ before: texts, after: texts }),
        insteadOf: text,
        loggedBy: text,
        outcome: { enum: [...OUTCOMES] },
        undone: { bsonType: "bool" },
        cadence: objectOf({ before: cadenceDays, after: cadenceDays }),
      },
    ),
    indexes: [
      { key: { organizationId: 1, contactId: 1, at: -1, _id: 1 } },
      { key: { organizationId: 1, userId: 1, operationId: 1 } },
    ],
  },
};
