import type { AppLoadContext } from "@remix-run/node";
import { requireViewer, type SignedInViewer } from "./viewer.server.ts";

/** The viewer, who is an admin; throws a 403 answer for a member. */
export async function requireAdmin(request: Request, context: AppLoadContext): Promise<SignedInViewer> {
  const viewer = await requireViewer(request, context);
  if (viewer.role === "admin") return viewer;
  throw new Response("Only an admin of the organization may do this.", { status: 403 });
}
