import type { ContactDocument } from "../collections.ts";
import type { Members } from "./members.ts";

/** The fields of a contact whose changes a file's check tells. */
export const TALLIED_FIELDS = [
  ...(["name", "email", "phone", "company", "photoUrl", "leadQuality", "status"] as const),
  ...(["assigneeIds", "nextFollowUpDate", "cadenceDays"] as const),
];
export type TalliedField = (typeof TALLIED_FIELDS)[number];

/** One value that a file changes; empty where there was or will be none. */
export interface ChangedValue {
  contact: string;
  field: TalliedField;
  before: string;
  after: string;
}

/** By field how many values change, and of these how many are cleared; with the first of them. */
export interface ChangeTally {
  fields: { field: TalliedField; changed: number; cleared: number }[];
  examples: ChangedValue[];
}

const MOST_EXAMPLES = 10;

/** Counts what a file changes of contacts that are there. */
export class TallyOfChanges {
  readonly #counts = new Map<TalliedField, { changed: number; cleared: number }>();
  readonly #examples: ChangedValue[] = [];
  readonly #emailOf: Members["emailOf"];

  constructor({ emailOf }: Pick<Members, "emailOf">) {
    this.#emailOf = emailOf;
  }

  /** Takes the changes of another contact. */
  add(stored: ContactDocument, changes: Partial<ContactDocument>): void {
    for (const field of TALLIED_FIELDS) {
      if (changes[field] === undefined) continue;
      const [before, after] = [this.#text(stored[field]), this.#text(changes[field])];
      const count = this.#counts.get(field) ?? { changed: 0, cleared: 0 };
      count.changed++;
      if (after === "") count.cleared++;
      this.#counts.set(field, count);
      if (this.#examples.length < MOST_EXAMPLES) this.#examples.push({ contact: stored.name, field, before, after });
    }
  }

  get result(): ChangeTally {
    const fields = TALLIED_FIELDS.flatMap((field) => {
      const count = this.#counts.get(field);
      return count ? [{ field, ...count }] : [];
    });
    return { fields, examples: this.#examples };
  }

  #text(value: ContactDocument[TalliedField]): string {
    return Array.isArray(value) ? value.map(this.#emailOf).join(", ") : String(value ?? "");
  }
}
