import * as v from "valibot";
import { NewOperationId } from "./follow-up-input.ts";

/** The field of a form that holds its key. */
export const FORM_KEY = "operationId";

/** Why a form that was sent already makes nothing more. */
export const FORM_REFUSALS = {
  reused: "This form already made another one. Nothing was made now: send it again to make this one too.",
  ended: "What this form made has ended since. Nothing was made now: send it again to make another.",
} as const;

/** What to say of a form that was sent already, and its new key. */
export interface SentBefore {
  newKey: string;
  problem: string;
}

/** The key that a form was given when it was made, so that what is sent twice is done once; undefined where it has none. */
export function readFormKey(form: FormData): string | undefined {
  const key = v.safeParse(NewOperationId, form.get(FORM_KEY));
  return key.success ? key.output : undefined;
}
