import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "../auth/viewer.server.ts";

/** Every page that there isn't: signed out to the sign-in like the others, else not found. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireViewer(request, context);
  throw new Response("There is no such page.", { status: 404 });
}

export const action = loader;

export default function NotFound() {
  return null;
}
