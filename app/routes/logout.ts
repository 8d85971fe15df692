import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endBrowserSession } from "../auth/session.server.ts";

export function loader() {
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const headers = new Headers({ "Set-Cookie": await endBrowserSession(request, context) });
  // Not the cookies: that this browser is a known one outlives the session.
  headers.set("Clear-Site-Data", '"cache", "storage"');
  return redirect("/login", { status: 303, headers });
}
