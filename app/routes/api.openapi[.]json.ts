import type { AppLoadContext } from "@remix-run/node";
import { api } from "../api/api.server.ts";
import { countAnonymous } from "../api/callers.server.ts";
import { openApiDocument } from "../api/openapi.server.ts";

const anyone = (_request: Request, context: AppLoadContext) => countAnonymous(context);

export const loader = api(anyone, {
  GET: async ({ request }) => openApiDocument(new URL(request.url).origin),
});
export const action = loader;
