import * as v from "valibot";
import { NewOperationId } from "../domain/follow-up-input.ts";

/** What is told of a contact that isn't there, or isn't the viewer's. */
export const THERE_NO_MORE = "There is no such contact. It may have been deleted or merged meanwhile.";

/** The id that a form carries along, so that what is sent twice is done once. */
export function operationIdOf(form: FormData): string | undefined {
  const id = v.safeParse(NewOperationId, form.get("operationId"));
  return id.success ? id.output : undefined;
}
