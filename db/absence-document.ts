import type { IndexSpecification, CreateIndexesOptions } from "mongodb";
import type { Absence } from "../app/domain/absence.ts";
import { date, instant, shape, text } from "./schema-shapes.ts";

/** That a member is away for some days, and who stands in; it is kept for a month after them. */
export interface AbsenceDocument extends Absence {
  _id: string;
  organizationId: string;
  /** The user who said so. */
  setBy: string;
  createdAt: Date;
  expiresAt: Date;
}

/** What the absences accept, and the indexes that their queries rely on. */
export const ABSENCE_SCHEMA: {
  absences: { validator: object; indexes: { key: IndexSpecification; options?: CreateIndexesOptions }[] };
} = {
  absences: {
    validator: shape({
      ...{ _id: text, organizationId: text, userId: text, standInId: text, from: date, until: date },
      ...{ setBy: text, createdAt: instant, expiresAt: instant },
    }),
    indexes: [
      { key: { organizationId: 1, until: 1 } },
      { key: { organizationId: 1, standInId: 1, until: 1 } },
      { key: { expiresAt: 1 }, options: { expireAfterSeconds: 0 } },
    ],
  },
};
