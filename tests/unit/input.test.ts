import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { readDateForm } from "../../app/domain/contact-input.ts";
import { ChangeBody, DueQuery } from "../../app/domain/follow-up-input.ts";
import { readHubForm } from "../../app/domain/hub-form.ts";

const today = "2026-11-24";

describe("the query of the due list", () => {
  test("has defaults", () => {
    expect(v.parse(DueQuery, {})).toEqual({ limit: 10, order: "oldest", filter: "all" });
  });

  test.each([
    ["1", 1],
    ["200", 200],
    ["201", 200],
    ["99999999999999999999", 200],
    ["007", 7],
  ])("limit %s is %i", (limit, rows) => expect(v.parse(DueQuery, { limit }).limit).toBe(rows));

  test.each(["0", "-1", "1.5", "1e2", "ten", "", " 1", "0x10", "NaN"])("limit %j is refused", (limit) => {
    expect(v.safeParse(DueQuery, { limit }).success).toBe(false);
  });

  test.each([{ order: "newest" }, { filter: "cold" }])("%o is refused", (query) => {
    expect(v.safeParse(DueQuery, query).success).toBe(false);
  });
});

describe("the body of a change", () => {
  const parse = (body: unknown) => v.safeParse(ChangeBody(today), body);

  test.each([
    [
      { personId: "a", action: "done" },
      { ids: ["a"], action: "done", until: undefined },
    ],
    [
      { personIds: ["a", "b", "a"], action: "snooze" },
      { ids: ["a", "b"], action: "snooze", until: undefined },
    ],
    [
      { personId: "a", action: "snooze", until: "2026-11-25" },
      { ids: ["a"], action: "snooze", until: "2026-11-25" },
    ],
    [
      { personId: "a", action: "done", operationId: "op_0123456789abcdefghij" },
      { ids: ["a"], action: "done", operationId: "op_0123456789abcdefghij" },
    ],
  ])("%o is taken", (body, change) => expect(parse(body).output).toEqual(change));

  test.each<[unknown, string]>([
    [null, ""],
    [[], "action"],
    ["done", ""],
    [{ action: "done" }, "personIds"],
    [{ personId: "a", personIds: ["a"], action: "done" }, "personIds"],
    [{ personId: "", action: "done" }, "personId"],
    [{ personId: 7, action: "done" }, "personId"],
    [{ personId: { $ne: null }, action: "done" }, "personId"],
    [{ personIds: [], action: "done" }, "personIds"],
    [{ personId: "a", action: "done", operationId: "op_short" }, "operationId"],
    [{ personId: "a", action: "done", operationId: { $ne: null } }, "operationId"],
    [{ personIds: ["a", 1], action: "done" }, "personIds.1"],
    [{ personIds: Array.from({ length: 201 }, (_, index) => `p${index}`), action: "done" }, "personIds"],
    [{ personId: "a" }, "action"],
    [{ personId: "a", action: "delete" }, "action"],
    [{ personId: "a", action: "snooze", until: "2026-11-24" }, "until"],
    [{ personId: "a", action: "snooze", until: "2026-02-30" }, "until"],
    [{ personId: "a", action: "done", until: "2026-12-01" }, "until"],
  ])("%j is refused for %j", (body, field) => {
    const { success, issues } = parse(body);
    expect(success).toBe(false);
    expect(issues!.map((issue) => v.getDotPath(issue) ?? "")).toContain(field);
  });
});

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("the hub's form", () => {
  const ticked: [string, string][] = [
    ["personIds", "a"],
    ["personIds", "b"],
  ];

  test("a bulk button acts on what is ticked", () => {
    expect(readHubForm(form([...ticked, ["action", "snooze"]]), today)).toMatchObject({
      outcome: "change",
      ids: ["a", "b"],
      action: "snooze",
    });
  });

  test("a row's button acts on that row alone", () => {
    expect(readHubForm(form([...ticked, ["row", "action=done&personIds=c%26d"]]), today)).toMatchObject({
      outcome: "change",
      ids: ["c&d"],
      action: "done",
    });
  });

  test.each(["", "2026-11-24", "2026-02-30"])("a snooze to %j is a bad date, and keeps who is ticked", (date) => {
    const fields: [string, string][] = [...ticked, ["choice", "action=snooze&date"], ["date", date]];
    expect(readHubForm(form(fields), today)).toEqual({
      ...{ outcome: "badDate", ids: ["a", "b"] },
      problem: { message: "Choose a date after today to snooze to.", words: null },
    });
  });

  test("a snooze to a date after today", () => {
    const fields: [string, string][] = [...ticked, ["choice", "action=snooze&date"], ["date", "2026-11-25"]];
    expect(readHubForm(form(fields), today)).toMatchObject({ outcome: "change", until: "2026-11-25", isRow: false });
  });

  test("nothing ticked is nothing selected", () => {
    expect(readHubForm(form([["action", "done"]]), today)).toEqual({ outcome: "nothingSelected" });
  });

  test.each<[[string, string][]]>([[ticked], [[...ticked, ["action", "delete"]]], [[["row", "nonsense"]]]])(
    "%j is refused",
    (fields) => expect(readHubForm(form(fields), today).outcome).toBe("badInput"),
  );
});

test.each<[[string, string][], string]>([
  [
    [
      ["id", "a"],
      ["intent", "set"],
      ["date", "2026-12-01"],
    ],
    "set",
  ],
  [
    [
      ["id", "a"],
      ["intent", "clear"],
      ["date", ""],
    ],
    "clear",
  ],
  [
    [
      ["id", "a"],
      ["intent", "set"],
      ["date", "2026-02-30"],
    ],
    "badInput",
  ],
  [
    [
      ["id", "a"],
      ["intent", "set"],
      ["date", ""],
    ],
    "badInput",
  ],
  [[["intent", "clear"]], "badInput"],
  [[["id", "a"]], "badInput"],
])("the date form %j is %s", (fields, outcome) => expect(readDateForm(form(fields)).outcome).toBe(outcome));
