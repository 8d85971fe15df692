import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { safeRedirect } from "../auth/redirect-to.ts";
import { requireViewer } from "../auth/viewer.server.ts";
import { setSessionOrganization } from "../database.server.ts";
import { readFormData } from "../form-data.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}

/** Makes another of the viewer's organizations the current one. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { sessionKey, organizations } = await requireViewer(request, context);
  const form = await readFormData(request);
  const chosen = organizations.find(({ id }) => id === form.get("organizationId"));
  if (!chosen) throw new Response("You don't belong to that organization.", { status: 404 });
  await setSessionOrganization(context.database, sessionKey, chosen.id);
  return redirect(safeRedirect(form.get("redirectTo")), { status: 303 });
}
