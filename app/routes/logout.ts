import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { endSession } from "../auth/session.server.ts";

export function loader() {
  return redirect("/follow-ups");
}

export async function action({ request, context }: ActionFunctionArgs) {
  return redirect("/login", { status: 303, headers: { "Set-Cookie": await endSession(request, context) } });
}
