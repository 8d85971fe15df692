import { expect, test } from "vitest";
import { profileHref, wayBackOf, wayBackTo } from "../../app/contacts/way-back.ts";

test.each([
  ["/contacts?search=hot&sort=date", "Contacts"],
  ["/follow-ups?filter=overdue", "Follow-ups"],
  ["/follow-ups/work?filter=all&skipped=a", "One at a time"],
  ["/dashboard", "Dashboard"],
])("the way back leads to %s", (href, label) => {
  expect(wayBackTo(href)).toEqual({ href, label });
});

test.each([
  null,
  "",
  "https://elsewhere.example/contacts",
  "//elsewhere.example/contacts",
  "/\\elsewhere.example/contacts",
  "javascript:alert(1)",
  "/logout",
  "/contacts/old/delete",
  "/follow-ups/../logout",
  "/constructor",
])("%s is no way back", (address) => {
  expect(wayBackTo(address)).toBeNull();
});

test("one that is too long for a header leads to the list alone", () => {
  expect(wayBackTo(`/contacts?search=${"a".repeat(7_000)}`)).toEqual({ href: "/contacts", label: "Contacts" });
});

test("a request comes from the list that its address carries, else from a page of this site", () => {
  const requestFrom = (path: string, Referer?: string) =>
    wayBackOf(new Request(`https://hub.example${path}`, { headers: Referer ? { Referer } : {} }))?.href ?? null;
  expect(requestFrom("/contacts/a", "https://hub.example/contacts?search=b")).toBe("/contacts?search=b");
  expect(requestFrom("/contacts/a", "https://elsewhere.example/contacts?search=b")).toBeNull();
  expect(requestFrom("/contacts/a", "https://hub.example/contacts/b")).toBeNull();
  expect(requestFrom("/contacts/a", "no address")).toBeNull();
  expect(requestFrom("/contacts/a")).toBeNull();
  const carried = "/contacts/a?from=%2Fcontacts%3Fsearch%3Dc";
  expect(requestFrom(carried, "https://hub.example/follow-ups")).toBe("/contacts?search=c");
  expect(requestFrom("/contacts/a?from=https://elsewhere.example/contacts")).toBeNull();
});

test("a profile's address carries what it has to", () => {
  expect(profileHref("a/b")).toBe("/contacts/a%2Fb");
  expect(profileHref("a", { isEditing: true })).toBe("/contacts/a?edit");
  expect(profileHref("a/b", { part: "merge" })).toBe("/contacts/a%2Fb/merge");
  expect(profileHref("a", { part: "delete", from: "/contacts?search=b" })).toBe(
    "/contacts/a/delete?from=%2Fcontacts%3Fsearch%3Db",
  );
  expect(profileHref("a", { isEditing: true, from: "/contacts?search=b" })).toBe(
    "/contacts/a?edit&from=%2Fcontacts%3Fsearch%3Db",
  );
});
