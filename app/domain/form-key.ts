import * as v from "valibot";
import { NewOperationId } from "./follow-up-input.ts";

/** The field of a form that holds its key. */
export const FORM_KEY = "operationId";

/** The key that a form was given when it was made, so that what is sent twice is done once; undefined where it has none. */
export function readFormKey(form: FormData): string | undefined {
  const key = v.safeParse(NewOperationId, form.get(FORM_KEY));
  return key.success ? key.output : undefined;
}
