import { expect, test } from "vitest";
import { makeOneTimeLink } from "../../db/one-time-links.ts";
import { signIn } from "../support/browser-session.ts";
import { borrowServer } from "../support/shared-server.ts";
import { plantTwoOrganizations } from "../support/two-organizations.ts";

test("fields for passwords hide them, and take what a password manager or the clipboard has (ASVS 6.2.6, 6.2.7)", async () => {
  const server = await borrowServer();
  const { database } = server.connection;
  const world = await plantTwoOrganizations(database);
  const ann = await signIn(server.origin, "ann@example.com");
  const reset = await makeOneTimeLink(database, { purpose: "passwordReset", userId: world.ann }, new Date());
  const email = "new@example.com";
  const invitation = { organizationId: world.first, email, role: "member", madeBy: world.ann } as const;
  await database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  const join = await makeOneTimeLink(database, { purpose: "invitation", ...invitation }, new Date());
  const html = async (path: string) => (await ann.fetch(path)).text();
  const alone = async (path: string) => (await fetch(server.origin + path)).text();
  const fieldsOf = (page: string) =>
    (page.match(/<input[^>]*>/g) ?? []).filter((tag) => /password|current|repeated/.test(tag));
  const pages = [
    [await alone("/login"), 1],
    [await html("/account/password"), 3],
    [await alone(`/reset/${reset.secret}`), 2],
    [await alone(`/join/${join.secret}`), 2],
  ] as const;
  for (const [page, count] of pages) {
    const fields = fieldsOf(page);
    expect(fields).toHaveLength(count);
    for (const field of fields) {
      expect(field).toContain('type="password"');
      expect(field).toMatch(/autoComplete="(?:current|new)-password"/);
      expect(field).not.toMatch(/maxlength|pattern|readonly|onpaste/i);
    }
    // A manager learns by it whose the password is.
    expect(page).toMatch(/autoComplete="username"/);
  }
});
