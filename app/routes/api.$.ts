import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { ApiRefusal } from "../api/errors.ts";

/** Answers every API path that there isn't. */
export function loader({ request }: LoaderFunctionArgs | ActionFunctionArgs): Response {
  return new ApiRefusal("not_found", `There is no ${new URL(request.url).pathname}.`).toResponse();
}

export const action = loader;
