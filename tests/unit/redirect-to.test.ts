import { expect, test } from "vitest";
import { safeRedirect } from "../../app/auth/redirect-to.ts";

test.each(["/contacts", "/follow-ups?filter=hot", "/contacts/a%2Fb#follow-up"])("%s stays on this site", (path) => {
  expect(safeRedirect(path)).toBe(path);
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/.//evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "contacts",
  "",
  null,
  undefined,
])("%j leads to the hub instead", (path) => expect(safeRedirect(path)).toBe("/follow-ups"));
