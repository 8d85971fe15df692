import { expect, test } from "vitest";
import { dueViewHref, passes, readDueView, WHOLE_LIST, wholeTab, type DueView } from "../../app/domain/due-view.ts";
import type { FollowUp } from "../../app/domain/follow-up.ts";

const read = (query: string) => readDueView(new URLSearchParams(query));

test("an address that says nothing, or nothing that makes sense, asks for the whole list", () => {
  expect(read("")).toEqual(WHOLE_LIST);
  expect(read("filter=x&q=+&quality=LUKEWARM&sort=name")).toEqual(WHOLE_LIST);
});

test("an address and what it asks for are the same there and back", () => {
  const view: DueView = {
    filter: "overdue",
    search: "O’Brien & Söhne",
    quality: "NONE",
    order: "oldest",
    whose: "user_1",
  };
  expect(readDueView(new URL(dueViewHref(view), "http://localhost").searchParams)).toEqual(view);
  expect(dueViewHref(WHOLE_LIST)).toBe("/follow-ups?filter=all");
  expect(wholeTab(view)).toEqual({ ...WHOLE_LIST, filter: "overdue", order: "oldest", whose: "user_1" });
});

test("a search is at most 200 characters long", () => {
  expect(read(`q=${"x".repeat(300)}`).search).toHaveLength(200);
});

test("tab and lead quality both have to let a follow-up pass", () => {
  const warm = { isHot: false, leadQuality: "WARM", overdueDays: 2 } as FollowUp;
  expect(passes(read("filter=overdue&quality=WARM"), warm)).toBe(true);
  expect(passes(read("filter=today&quality=WARM"), warm)).toBe(false);
  expect(passes(read("filter=all&quality=NONE"), warm)).toBe(false);
  expect(passes(read("filter=all&quality=NONE"), { ...warm, leadQuality: null })).toBe(true);
});
