import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "../auth/viewer.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  return redirect("/follow-ups");
}
