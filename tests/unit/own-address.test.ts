import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { securityHeaders, untrustedProxyWarning } from "../../app/server/security.ts";
import { oneAddress, ownOrigin } from "../../app/server/target.ts";
import { sendPlain } from "../support/plain-request.ts";

/** An app that answers with the origin that it takes for its own; `url` is where it listens. */
async function listening({ proxies, origin = null }: { proxies: number; origin?: string | null }) {
  const app = express();
  const own = origin === null ? null : new URL(origin);
  app.set("trust proxy", proxies);
  app.use(oneAddress(own));
  app.use((request, response) => void response.send(ownOrigin(request, own)));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const servers: Server[] = [];
let direct: string;
let proxied: string;
let named: string;
beforeAll(async () => {
  direct = await listening({ proxies: 0 });
  proxied = await listening({ proxies: 1 });
  named = await listening({ proxies: 1, origin: "https://hub.example:8443" });
});
afterAll(() => servers.forEach((server) => server.close()));

const get = async (url: string, headers: Record<string, string>) => {
  const { status, text } = await sendPlain(url, { method: "GET", headers });
  return status === 200 ? text : status;
};

const TLS = { "X-Forwarded-Proto": "https" };

describe("the origin that a browser sees", () => {
  test.each<[string, Record<string, string>, string | number]>([
    ["Apache, which tells the port", { "X-Forwarded-Host": "hub.example:8443", ...TLS }, "https://hub.example:8443"],
    ["Apache at the usual port", { "X-Forwarded-Host": "hub.example", ...TLS }, "https://hub.example"],
    ["Apache that tells the usual port", { "X-Forwarded-Host": "hub.example:443", ...TLS }, "https://hub.example"],
    [
      "nginx, whose $host has no port",
      { "X-Forwarded-Host": "hub.example", "X-Forwarded-Port": "8443", ...TLS },
      "https://hub.example:8443",
    ],
    [
      "nginx at the usual port",
      { "X-Forwarded-Host": "hub.example", "X-Forwarded-Port": "443", ...TLS },
      "https://hub.example",
    ],
    ["nginx that hands on Host, with $http_host", { Host: "hub.example:8443", ...TLS }, "https://hub.example:8443"],
    [
      "a host with a port, and another port beside",
      { "X-Forwarded-Host": "hub.example:8443", "X-Forwarded-Port": "1", ...TLS },
      "https://hub.example:8443",
    ],
    ["two proxies", { "X-Forwarded-Host": "hub.example:8443, inner:1", ...TLS }, "https://hub.example:8443"],
    ["an IPv6 address", { "X-Forwarded-Host": "[::1]:8443", ...TLS }, "https://[::1]:8443"],
    ["no X-Forwarded-Host at all", { Host: "hub.example:81" }, "http://hub.example:81"],
    ["a host that can't be read", { "X-Forwarded-Host": "a b" }, 400],
    ["a host with a path", { "X-Forwarded-Host": "hub.example/login?" }, 400],
    ["a port that is none", { "X-Forwarded-Host": "hub.example:99999" }, 400],
  ])("behind a proxy that is trusted: %s", async (_what, headers, expected) => {
    expect(await get(proxied, { Host: "127.0.0.1:3000", ...headers })).toBe(expected);
  });

  test.each<[string, Record<string, string>]>([
    ["Apache's form", { "X-Forwarded-Host": "evil.example:8443", ...TLS }],
    ["nginx's form", { "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "8443", ...TLS }],
    ["what can't be read", { "X-Forwarded-Host": "a b", ...TLS }],
  ])("without a proxy nothing that is forwarded counts: %s (ASVS 4.1.3, 15.3.4)", async (_what, headers) => {
    expect(await get(direct, { Host: "hub.example:3000", ...headers })).toBe("http://hub.example:3000");
  });

  test.each<[Record<string, string>, string | number]>([
    [{ "X-Forwarded-Host": "hub.example:8443" }, "https://hub.example:8443"],
    [{ "X-Forwarded-Host": "hub.example" }, "https://hub.example:8443"],
    [{ "X-Forwarded-Host": "HUB.example" }, "https://hub.example:8443"],
    [{ "X-Forwarded-Host": "hub.example:443" }, 400],
    [{ "X-Forwarded-Host": "hub.example", "X-Forwarded-Port": "1" }, 400],
    [{ "X-Forwarded-Host": "evil.example" }, 400],
    [{ "X-Forwarded-Host": "hub.example.evil.example" }, 400],
    [{ "X-Forwarded-Host": "evil.example, hub.example:8443" }, 400],
    [{ Host: "evil.example" }, 400],
  ])("with ORIGIN set only that one's host is: %o", async (headers, expected) => {
    expect(await get(named, { Host: "hub.example:8443", ...headers })).toBe(expected);
  });
});

describe("over TLS", () => {
  async function headersOf(options: { hstsSubdomains: boolean; tls: boolean }) {
    const app = express();
    app.set("trust proxy", 1);
    app.use(securityHeaders({ development: false, origin: null, ...options }));
    app.use((_request, response) => void response.send("x"));
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return (await fetch(url, options.tls ? { headers: TLS } : {})).headers.get("Strict-Transport-Security");
  }

  test("browsers keep to it: for this host, or for the whole domain where the operator says so; never without it (ASVS 3.4.1)", async () => {
    expect(await headersOf({ hstsSubdomains: false, tls: true })).toBe("max-age=31536000");
    expect(await headersOf({ hstsSubdomains: true, tls: true })).toBe("max-age=31536000; includeSubDomains");
    expect(await headersOf({ hstsSubdomains: true, tls: false })).toBeNull();
  });
});

test.each([
  ["without TRUST_PROXY the operator is warned, once", 0, 1],
  ["with it nobody is", 1, 0],
])("behind a proxy, %s", (_what, trusted, expected) => {
  const warnings: string[] = [];
  const handler = untrustedProxyWarning(trusted, (message) => warnings.push(message));
  let passed = 0;
  for (const headers of [{}, { "x-forwarded-proto": "https" }, { "x-forwarded-proto": "https" }]) {
    void handler({ headers } as never, {} as never, () => passed++);
  }
  expect([warnings.length, passed]).toEqual([expected, 3]);
});
