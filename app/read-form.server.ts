import { redirect, type AppLoadContext } from "@remix-run/node";
import type { Viewer } from "./auth/viewer.server.ts";
import { readFormData } from "./form-data.server.ts";
import { messageHeader } from "./message.server.ts";
import { enteredTexts, refusedForm } from "./refused-form.server.ts";

/** What the user reads where nothing was done for a page about an organization that isn't the current one any more. */
export const OTHER_ORGANIZATION = "Nothing changed: you have switched to another organization.";

/**
 * What a form sends. Where it stood on a page about an organization that isn't the viewer's current one any more, this
 * throws the way to a page that says so, or that page with what was typed: the same ids may mean other contacts here.
 */
export async function readForm(request: Request, viewer: Viewer, context: AppLoadContext): Promise<FormData> {
  const form = await readFormData(request);
  const organizationId = form.get("organizationId");
  if (organizationId === null || organizationId === viewer.organizationId) return form;
  if (enteredTexts(form).length > 0) throw refusedForm(OTHER_ORGANIZATION, 409, form);
  const headers = { "Set-Cookie": await messageHeader(context, { tone: "error", text: OTHER_ORGANIZATION }) };
  throw redirect(pageOfForms(new URL(request.url).pathname), { status: 303, headers });
}

/** The page of the current organization that is nearest to where a form is posted. */
function pageOfForms(path: string): string {
  const [, first = ""] = path.replace(/\.data$/, "").split("/");
  return first === "new-contact" || first === "import" ? "/contacts" : `/${first}`;
}
