import { api } from "../api/api.server.ts";
import { openApiDocument } from "../api/openapi.server.ts";

const anyone = async () => null;

export const loader = api(anyone, {
  GET: async ({ request }) => openApiDocument(new URL(request.url).origin),
});
export const action = loader;
