import { api, type ApiCall } from "../api/api.server.ts";
import { requireApiKey, type CallingKey } from "../api/callers.server.ts";
import { ApiRefusal } from "../api/errors.ts";
import { readJson } from "../api/input.server.ts";
import { signEmbedToken } from "../auth/embed-token.server.ts";
import { findMember } from "../database.server.ts";
import { EmbedTokenBody } from "../domain/embed-input.ts";

async function mintEmbedToken({ request, context, caller }: ApiCall<CallingKey>) {
  const { organizationId, keyId } = caller;
  const { email, origin } = await readJson(request, EmbedTokenBody);
  const user = await findMember(context.database, { organizationId, email });
  if (!user) throw new ApiRefusal("not_found", "No member of this organization has that email.");
  const claims = { userId: user._id, organizationId, origin, keyId };
  const { token, expiresAt } = await signEmbedToken(claims, context.tokenKeys, context.now);
  return { token, expiresAt: expiresAt.toString({ smallestUnit: "second" }) };
}

export const loader = api(requireApiKey("panel-tokens"), { POST: mintEmbedToken });
export const action = loader;
