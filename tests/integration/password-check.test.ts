import type * as Argon2 from "@node-rs/argon2";
import type { AppLoadContext } from "@remix-run/node";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type * as CheckPassword from "../../app/auth/check-password.server.ts";
import { findUserByEmail } from "../../db/accounts.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { PASSWORD, plantTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";

const verify = vi.fn<typeof Argon2.verify>();

let opened: TestDatabase;
let world: TwoOrganizations;
let checkPassword: typeof CheckPassword.checkPassword;
beforeAll(async () => {
  const actual = await vi.importActual<typeof Argon2>("@node-rs/argon2");
  verify.mockImplementation(actual.verify);
  vi.doMock("@node-rs/argon2", () => ({ ...actual, verify }));
  // Test files share what is loaded: this one has a sign-in of its own, whose hashes are counted.
  vi.resetModules();
  ({ checkPassword } = await import("../../app/auth/check-password.server.ts"));
  vi.doUnmock("@node-rs/argon2");
  opened = await openTestDatabase();
  world = await plantTwoOrganizations(opened.database);
  await opened.database.users.updateOne({ _id: world.cid }, { $set: { passwordHash: null } });
});
afterAll(() => opened.close());
beforeEach(async () => {
  verify.mockClear();
  await opened.database.counts.deleteMany({});
});

async function check(email: string, password: string): Promise<string> {
  const context = {
    ...{ database: opened.database, address: "192.0.2.1", sessionSecret: "s".repeat(32), secure: false },
    ...{ now: Temporal.Now.instant(), limits: { signInFailures: 0 } },
  } as AppLoadContext;
  const user = await findUserByEmail(opened.database, email);
  return (await checkPassword(new Request("http://localhost/login"), context, { email, user, password })).outcome;
}

test.each([
  ["an account with a password", "ann@example.com", "wrong password"],
  ["an email that nobody has", "nobody@example.com", "wrong password"],
  ["no email", "", ""],
  ["an account that only single sign-on opens", "cid@example.com", "wrong password"],
  ["a password that is longer than any", "ann@example.com", "x".repeat(513)],
])("the same work is done for %s: one hash", async (_what, email, password) => {
  expect(await check(email, password)).toBe("wrong");
  expect(verify).toHaveBeenCalledTimes(1);
  const [hash] = verify.mock.calls[0]!;
  // Hashes of another cost would take another time.
  expect(String(hash)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("the right password forgets what was counted for the account, and nothing of the address", async () => {
  const counted = async (kind: string) =>
    (await opened.database.counts.findOne({ _id: new RegExp(`^sign-in ${kind}`) as unknown as string }))?.count ?? 0;
  for (let n = 0; n < 9; n++) expect(await check("ann@example.com", "wrong password")).toBe("wrong");
  expect([await counted("account"), await counted("address")]).toEqual([9, 9]);
  expect(await check("ann@example.com", PASSWORD)).toBe("right");
  expect([await counted("account"), await counted("address")]).toEqual([0, 9]);
  // Ten more cost no time again.
  for (let n = 0; n < 10; n++) expect(await check("ann@example.com", "wrong password")).toBe("wrong");
  expect(await check("ann@example.com", PASSWORD)).toBe("wait");
});
