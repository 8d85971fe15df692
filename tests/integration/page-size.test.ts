import { once } from "node:events";
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { addDays } from "../../app/domain/calendar.ts";
import { signIn } from "../support/browser-session.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations } from "../support/two-organizations.ts";

const MOST_BYTES = 400_000;
const MOST_COMPRESSED = 35_000;
test("the hub's page of 200 rows stays small, and holds nothing that only a framework reads", async () => {
  const server = await borrowServer();
  const { database } = server.connection;
  const { first, ann, today } = await plantTwoOrganizations(database);
  const late = (place: number) =>
    contact({
      organizationId: first,
      assigneeIds: [ann],
      id: `contact-${place}`,
      name: `Name ${place * 7919}`,
      email: `contact-${place}@example.com`,
      phone: `+4930${1_000_000 + place}`,
      company: `Company ${place}`,
      leadQuality: "HOT",
      nextFollowUpDate: addDays(today, -1 - (place % 90)),
    });
  await database.contacts.insertMany(Array.from({ length: 200 }, (_, place) => late(place)));
  const session = await signIn(server.origin, "ann@example.com");
  const page = await (await session.fetch("/follow-ups?filter=hot")).text();
  expect(page.split("<follow-up-row").length - 1).toBe(200);
  expect(Buffer.byteLength(page)).toBeLessThan(MOST_BYTES);
  expect(gzipSync(page).length).toBeLessThan(MOST_COMPRESSED);
  expect(page).not.toContain("<!--lit");
});

const MOST_SCRIPT_BYTES = 110_000;

test("the hub's scripts stay small, compressed by the build", async () => {
  const server = await borrowServer();
  await plantTwoOrganizations(server.connection.database);
  const session = await signIn(server.origin, "ann@example.com");
  const page = await (await session.fetch("/follow-ups")).text();
  const links = [...page.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)];
  const sizes = await Promise.all(
    links.map(async ([, address]) => {
      const { headers, length } = await rawAnswer(server.origin + address, { "Accept-Encoding": "br" });
      const file = new URL(`../../build/client${address}.br`, import.meta.url);
      // The server would compress it by itself too, but less, and without telling how long it is.
      if (length > 2_000) expect(Number(headers["content-length"])).toBe(statSync(file).size);
      if (length > 2_000) expect(headers["content-encoding"]).toBe("br");
      expect(headers["cache-control"]).toContain("immutable");
      expect(headers["content-type"]).toContain("javascript");
      return length;
    }),
  );
  expect(sizes.length).toBeGreaterThan(5);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_SCRIPT_BYTES);
});

test("the API compresses a long answer, and sends a short one as it is, with its length", async () => {
  const server = await borrowServer();
  await plantTwoOrganizations(server.connection.database);
  const address = `${server.origin}/api/follow-ups/due`;
  const refused = await rawAnswer(address, { "Accept-Encoding": "br" });
  expect([refused.headers["content-encoding"], refused.headers["content-length"]]).toEqual([
    undefined,
    String(refused.length),
  ]);
  const Cookie = (await signIn(server.origin, "ann@example.com")).cookie();
  const due = await rawAnswer(address, { "Accept-Encoding": "br", Cookie });
  expect([due.headers["content-encoding"], due.headers["content-length"]]).toEqual(["br", undefined]);
  expect(JSON.parse(brotliDecompressSync(due.body).toString())).toMatchObject({ counts: { all: 6 } });
});

test("whoever doesn't take Brotli gets the same script otherwise", async () => {
  const server = await borrowServer();
  const path = "/widgets/follow-up-panel.js";
  const plain = await rawAnswer(server.origin + path, { "Accept-Encoding": "identity" });
  const small = await rawAnswer(server.origin + path, { "Accept-Encoding": "br" });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(small.headers["content-encoding"]).toBe("br");
  const file = new URL(`../../build${path}.br`, import.meta.url);
  expect(Number(small.headers["content-length"])).toBe(statSync(file).size);
  expect(brotliDecompressSync(small.body).equals(plain.body)).toBe(true);
  for (const { headers } of [plain, small]) {
    expect(headers.vary).toContain("Accept-Encoding");
    expect(headers["cache-control"]).toBe("public, max-age=300");
    expect(headers["access-control-allow-origin"]).toBe("*");
  }
});

test.each([
  ["a range beyond its end", { Range: "bytes=9999999-" }, "GET", 416],
  ["a condition that fails", { "If-Match": '"other"' }, "GET", 412],
  ["a form sent to it", {}, "POST", 405],
])("%s isn't answered as if it were compressed", async (_, headers, method, status) => {
  const server = await borrowServer();
  const name = (await readdir("build/client/assets")).find((each) => each.endsWith(".js.br"))!.replace(/\.br$/, "");
  const request = { method, headers: { ...headers, "Accept-Encoding": "br" } };
  const answer = await fetch(`${server.origin}/assets/${name}`, request);
  expect([answer.status, answer.headers.get("content-encoding")]).toEqual([status, null]);
  await answer.text();
});

/** An answer as it was sent, which `fetch` would decompress. */
async function rawAnswer(address: string, headers: Record<string, string>) {
  const [answer] = (await once(get(address, { headers }), "response")) as [IncomingMessage];
  const body = await buffer(answer);
  return { headers: answer.headers, body, length: body.length };
}
