import type { AppLoadContext } from "@remix-run/node";
import { newFormKey, type SecretForm } from "./database.server.ts";
import { FORM_REFUSALS, readFormKey, type SentBefore } from "./domain/form-key.ts";

/** What makes the secret that a form asks for the same each time that the form is sent. */
export function secretForm(form: FormData, { sessionSecret }: AppLoadContext): SecretForm {
  return { operationId: readFormKey(form), serverSecret: sessionSecret };
}

/** The form once more, where it makes nothing as it was sent already. */
export function sentBefore(outcome: keyof typeof FORM_REFUSALS): SentBefore {
  return { newKey: newFormKey(), problem: FORM_REFUSALS[outcome] };
}
