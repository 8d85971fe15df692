import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseConnection } from "../../db/connection.ts";
import type { FoundContact } from "../../app/contacts/find-for-palette.server.ts";
import { signIn, type BrowserSession } from "../support/browser-session.ts";
import type { TestServer } from "../support/server.ts";
import { borrowServer } from "../support/shared-server.ts";
import { contact, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

let server: TestServer;
let connection: DatabaseConnection;
let world: TwoOrganizations;

beforeAll(async () => {
  ({ connection, ...server } = await borrowServer());
  world = await plantTwoOrganizations(connection.database);
  const { first, second, ann, cid } = world;
  await connection.database.contacts.insertMany([
    contact({
      ...{ organizationId: first, assigneeIds: [ann], id: "p1", name: "Zoë Krüger", company: "Nordwind" },
      ...{ email: "zoe@nordwind.example", phone: "+49 30 1234567" },
    }),
    contact({ organizationId: second, assigneeIds: [cid], id: "p2", name: "Zoë Elsewhere", company: "Nordwind" }),
    ...Array.from({ length: 12 }, (_, place) =>
      contact({ organizationId: first, assigneeIds: [ann], id: `m${place}`, name: `Many ${place}` }),
    ),
  ]);
});
afterAll(() => server.stop());

const find = async (session: BrowserSession, query: Record<string, string>) => {
  const response = await session.fetch(`/find?${new URLSearchParams(query)}`);
  const body = response.status === 302 ? null : ((await response.json()) as { contacts: FoundContact[] });
  return { status: response.status, headers: response.headers, names: body?.contacts.map(({ name }) => name) };
};

test("finds by name, company, email and phone, at most eight, and is kept nowhere", async () => {
  const ann = await signIn(server.origin, "ann@example.com");
  for (const search of ["zoe kru", "nordw", "zoe@nordwind", "+49 30 123"]) {
    expect((await find(ann, { search })).names).toEqual(["Zoë Krüger"]);
  }
  const many = await find(ann, { search: "many" });
  expect([many.names?.length, many.headers.get("Cache-Control")]).toEqual([8, "no-store"]);
  expect((await find(ann, { search: "" })).names).toEqual([]);
  expect((await find(ann, { search: "x".repeat(5_000) })).names).toEqual([]);
});

test("nobody finds what another organization has, or what a colleague has for themselves", async () => {
  const [ann, bob, cid] = await Promise.all(
    ["ann", "bob", "cid"].map((name) => signIn(server.origin, `${name}@example.com`)),
  );
  expect((await find(ann!, { search: "elsewhere" })).names).toEqual([]);
  expect((await find(bob!, { search: "zoe" })).names).toEqual([]);
  expect((await find(cid!, { search: "zoe" })).names).toEqual(["Zoë Elsewhere"]);
  // A page that is about another organization than the session's is told so.
  const other = await find(cid!, { search: "zoe", organizationId: world.first });
  expect([other.status, other.names]).toEqual([409, []]);
  expect((await find(cid!, { search: "zoe", organizationId: world.second })).status).toBe(200);
});

test("whoever isn't signed in is led to sign in", async () => {
  const response = await fetch(`${server.origin}/find?search=zoe`, { redirect: "manual" });
  expect(response.status).toBe(302);
});
