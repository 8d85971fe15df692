import { createHash } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import type { Temporal } from "temporal-polyfill";
import * as v from "valibot";
import { nowOf } from "../now.server.ts";

/** How long a token lasts, in minutes. */
export const TOKEN_MINUTES = 15;

const ALGORITHM = "HS256";
const AUDIENCE = "follow-ups-hub";
const SCOPE = "follow-ups";
const text = v.pipe(v.string(), v.nonEmpty());

const Claims = v.object({
  sub: text,
  organization: text,
  origin: text,
  scope: v.literal(SCOPE),
  key: text,
  exp: v.number(),
});

/** Whom a token speaks for, where, and the API key it was made with. */
export interface EmbedToken {
  userId: string;
  organizationId: string;
  origin: string;
  keyId: string;
}

/** The token, or why it isn't one. */
export type TokenResult = { outcome: "valid"; token: EmbedToken } | { outcome: "expired" } | { outcome: "invalid" };

/** Secrets by key id: the first signs, all are accepted, so that one can be replaced without a gap. */
export type TokenKeys = readonly { id: string; secret: string }[];

/** A signed token and the instant at which it ends. */
export async function signEmbedToken(
  token: EmbedToken,
  keys: TokenKeys,
  now: Temporal.Instant,
): Promise<{ token: string; expiresAt: Temporal.Instant }> {
  const [key] = keys;
  if (!key) throw new Error("There is no key to sign embed tokens with");
  const expiresAt = now.add({ minutes: TOKEN_MINUTES });
  const signed = await new SignJWT({
    organization: token.organizationId,
    origin: token.origin,
    scope: SCOPE,
    key: token.keyId,
  })
    .setProtectedHeader({ alg: ALGORITHM, kid: key.id })
    .setSubject(token.userId)
    .setAudience(AUDIENCE)
    .setIssuedAt(nowOf({ now }))
    .setExpirationTime(new Date(expiresAt.epochMilliseconds))
    .sign(signingKey(key.secret));
  return { token: signed, expiresAt };
}

/** Reads a token whose signature, time and every claim are in order. */
export async function verifyEmbedToken(jwt: string, keys: TokenKeys, now: Temporal.Instant): Promise<TokenResult> {
  try {
    const { payload } = await jwtVerify(
      jwt,
      ({ kid }) => {
        const key = keys.find(({ id }) => id === kid);
        if (!key) throw new errors.JWKSNoMatchingKey();
        return signingKey(key.secret);
      },
      {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        currentDate: nowOf({ now }),
        maxTokenAge: `${TOKEN_MINUTES} minutes`,
      },
    );
    const claims = v.safeParse(Claims, payload);
    if (!claims.success) return { outcome: "invalid" };
    const { sub, organization, origin, key } = claims.output;
    return { outcome: "valid", token: { userId: sub, organizationId: organization, origin, keyId: key } };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { outcome: "expired" };
    if (error instanceof errors.JOSEError) return { outcome: "invalid" };
    throw error;
  }
}

function signingKey(secret: string): Uint8Array {
  return createHash("sha256").update(`embed tokens ${secret}`).digest();
}
