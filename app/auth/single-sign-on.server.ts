import * as oidc from "openid-client";
import * as v from "valibot";

const TIMEOUT_SECONDS = 10;

/** A provider of identities (OpenID Connect), and the domain whose people it vouches for. */
export interface Provider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Emails of this domain only are taken. */
  domain: string;
  /** True where it may be asked without TLS: in tests. */
  insecure: boolean;
}

/** What has to come back with the answer; the browser keeps it meanwhile. */
export interface SignOnChecks {
  state: string;
  nonce: string;
  codeVerifier: string;
}

/** Somebody for whom the provider vouches, or why it doesn't. */
export type SignOnResult =
  | { outcome: "person"; subject: string; email: string; name: string }
  | { outcome: "declined" | "failed" | "unverifiedEmail" | "otherDomain" };

/** Signs people in at a provider by the code flow with PKCE. */
export interface SingleSignOn {
  domain: string;
  /** Where to send the browser. */
  begin(callback: string): Promise<{ address: URL; checks: SignOnChecks }>;
  /** Who came back to `address`, the callback with what the provider has added. */
  finish(address: URL, checks: SignOnChecks): Promise<SignOnResult>;
}

/** The provider's answers that are its last word, not its failure. */
const DECLINED = new Set(["access_denied", "login_required", "interaction_required"]);

const Person = v.object({
  email: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.regex(/^[^\s@]+@[^\s@]+$/), v.maxLength(320)),
  email_verified: v.literal(true),
});

/** Single sign-on at a provider, which is asked for its addresses when somebody first comes; `warn` hears of failures. */
export function singleSignOn(provider: Provider, warn: (error: unknown) => void): SingleSignOn {
  let known: Promise<oidc.Configuration> | null = null;
  const configuration = () => {
    known ??= discover(provider).catch((error: unknown) => {
      // The next one to come asks again.
      known = null;
      throw error;
    });
    return known;
  };
  return {
    domain: provider.domain,
    async begin(callback) {
      const checks = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        codeVerifier: oidc.randomPKCECodeVerifier(),
      };
      const address = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope: "openid email profile",
        state: checks.state,
        nonce: checks.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.codeVerifier),
        code_challenge_method: "S256",
      });
      return { address, checks };
    },
    async finish(address, { state, nonce, codeVerifier }) {
      try {
        const config = await configuration();
        const tokens = await oidc.authorizationCodeGrant(config, address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims()!;
        // Some put the email into the token, some tell it only when they are asked.
        const more =
          claims["email"] === undefined ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
        return personOf(claims.sub, more, provider);
      } catch (error) {
        if (error instanceof oidc.AuthorizationResponseError && DECLINED.has(error.error))
          return { outcome: "declined" };
        warn(error);
        return { outcome: "failed" };
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret, insecure }: Provider): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute: insecure ? [oidc.allowInsecureRequests] : [],
  });
}

/** An email that the provider hasn't seen to be the person's could be anybody's: it opens nothing. */
function personOf(sub: string, claims: Record<string, unknown>, { issuer, domain }: Provider): SignOnResult {
  const person = v.safeParse(Person, claims);
  if (!person.success) return { outcome: "unverifiedEmail" };
  const { email } = person.output;
  if (email.slice(email.lastIndexOf("@") + 1) !== domain) return { outcome: "otherDomain" };
  const name = typeof claims["name"] === "string" ? claims["name"].trim().slice(0, 200) : "";
  return {
    outcome: "person",
    subject: `${issuer} ${sub}`,
    email,
    name: name || email.slice(0, email.lastIndexOf("@")),
  };
}
