import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What the provider says of somebody. */
export interface Claims {
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** A provider of identities that runs in the test itself. */
export interface IdentityProvider {
  /** For the server that signs people in by it. */
  env: Record<string, string>;
  /** Those who can sign in there, by their ids. */
  people: Map<string, Claims>;
  /** Lets the server at that origin be its client. */
  serve(origin: string): void;
  /** Signs in there as the person with that id, from the address that the server led to, and returns the way back. */
  signInAt(address: string, id: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts it. */
export async function startIdentityProvider(domain: string): Promise<IdentityProvider> {
  const people = new Map<string, Claims>();
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { id: "hub", secret: "s".repeat(40) };
  return {
    env: {
      NODE_ENV: "test",
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_DOMAIN: domain,
    },
    people,
    serve(origin) {
      const provider = new Provider(issuer, {
        clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [`${origin}/sso/callback`] }],
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
        pkce: { required: () => true },
        cookies: { keys: ["k".repeat(40)] },
        features: { devInteractions: { enabled: true } },
      });
      server.removeAllListeners("request");
      server.on("request", provider.callback());
    },
    signInAt: (address, id) => walkThrough(address, issuer, id),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Follows the provider's pages, and fills in their forms, until they lead elsewhere. */
async function walkThrough(address: string, issuer: string, id: string): Promise<string> {
  const cookies = new Map<string, string>();
  let init: RequestInit = {};
  for (let step = 0; step < 20; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, { ...init, redirect: "manual", headers: { Cookie: cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      cookies.set(name!, value!);
    }
    const location = response.headers.get("Location");
    if (location !== null) {
      address = new URL(location, address).href;
      init = {};
      if (!address.startsWith(issuer)) return address;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (!prompt) throw new Error(`The provider says ${response.status}: ${page.slice(0, 500)}`);
    init = { method: "POST", body: new URLSearchParams({ prompt, login: id, password: "any" }) };
  }
  throw new Error("The provider leads nowhere");
}
