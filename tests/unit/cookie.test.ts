import { expect, test } from "vitest";
import { signedCookie } from "../../app/cookie.server.ts";

const over = (secure: boolean) => ({ sessionSecret: "s".repeat(32), secure });
const valueOf = (line: string) => /^[^=]+=([^;]*)/.exec(line)![1]!;

test("a cookie's value is nothing under another name (ASVS 9.2.2)", async () => {
  const [one, other] = [signedCookie(over(false), "one", 60), signedCookie(over(false), "other", 60)];
  const value = valueOf(await one.serialize("secret"));
  expect(await one.parse(`one=${value}`)).toBe("secret");
  expect(await other.parse(`other=${value}`)).toBeNull();
});

test("over HTTPS it is Secure, of this host alone, and out of reach for scripts (ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4)", async () => {
  const line = await signedCookie(over(true), "one", 60).serialize("secret");
  expect(line).toMatch(/^__Host-one=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});
