import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { refusalOf } from "../api/api.server.ts";
import { countAnonymous } from "../api/callers.server.ts";
import { ApiRefusal } from "../api/errors.ts";

/** Answers every API path that there isn't. */
export async function loader({ request, context }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> {
  try {
    await countAnonymous(context);
    throw new ApiRefusal("not_found", `There is no ${new URL(request.url).pathname}.`);
  } catch (error) {
    return refusalOf(error, context).toResponse();
  }
}

export const action = loader;
