import type { TokenKeys } from "../auth/embed-token.server.ts";

/** The keys in `EMBED_TOKEN_KEYS`, written `id:secret,id:secret`; without any, one made of the session secret. */
export function tokenKeys(setting: string | undefined, sessionSecret: string): TokenKeys {
  if (!setting) return [{ id: "session", secret: sessionSecret }];
  return setting.split(",").map((pair) => {
    const at = pair.indexOf(":");
    return { id: pair.slice(0, at).trim(), secret: pair.slice(at + 1).trim() };
  });
}
