import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { todayIn } from "../../app/domain/calendar.ts";
import type { Contact } from "../../app/domain/contact.ts";
import { isDue, overdueDays, toFollowUp, type DueContact } from "../../app/domain/follow-up.ts";
import { reasonFor } from "../../app/domain/reason-text.ts";
import { priorityGroupsOf } from "../../app/domain/priority.ts";
import { snoozeDate } from "../../app/domain/snooze.ts";

const contact: DueContact = {
  id: "person_123",
  name: "Sarah Lee",
  email: null,
  phone: null,
  company: "Acme",
  photoUrl: null,
  leadQuality: "HOT",
  status: "ACTIVE",
  nextFollowUpDate: "2026-11-20",
};

describe("due", () => {
  test.each<[Partial<Contact>, boolean]>([
    [{ nextFollowUpDate: "2026-11-23" }, true],
    [{ nextFollowUpDate: "2026-11-24" }, true],
    [{ nextFollowUpDate: "2026-11-25" }, false],
    [{ nextFollowUpDate: null }, false],
    [{ status: "INACTIVE" }, true],
    [{ status: "ARCHIVED" }, false],
  ])("%o on 24 November 2026: %s", (changes, due) => {
    expect(isDue({ ...contact, ...changes }, "2026-11-24")).toBe(due);
  });

  // At one moment it is a different day in each zone, so the same follow-up is late by different numbers of days.
  test.each([
    ["Pacific/Kiritimati", "2026-01-01T10:30:00Z", "2025-12-30", 3],
    ["Pacific/Pago_Pago", "2026-01-01T10:30:00Z", "2025-12-30", 1],
    ["Asia/Kolkata", "2028-02-29T18:30:00Z", "2028-02-28", 2],
    ["Asia/Kolkata", "2028-02-29T18:29:00Z", "2028-02-28", 1],
    ["America/New_York", "2026-03-09T03:59:59Z", "2026-03-07", 1],
    ["America/New_York", "2026-03-09T04:00:00Z", "2026-03-07", 2],
    ["America/New_York", "2026-11-02T04:59:59Z", "2026-10-31", 1],
    ["America/New_York", "2026-11-02T05:00:00Z", "2026-10-31", 2],
    ["America/New_York", "2026-01-01T05:00:00Z", "2025-12-31", 1],
  ])("in %s at %s a follow-up of %s is %i days overdue", (timeZone, now, date, days) => {
    expect(overdueDays(date, todayIn(Temporal.Instant.from(now), timeZone))).toBe(days);
  });
});

test.each([
  [0, "Follow-up due today"],
  [1, "Follow-up overdue by 1 day"],
  [2, "Follow-up overdue by 2 days"],
  [24_879, "Follow-up overdue by 24879 days"],
])("%i days: %s", (days, reason) => expect(reasonFor(days)).toBe(reason));

test("a follow-up is what the API sends", () => {
  expect(toFollowUp(contact, "2026-11-24")).toEqual({
    id: "person_123",
    contactId: "person_123",
    contactName: "Sarah Lee",
    reason: "Follow-up overdue by 4 days",
    suggestedTiming: "Overdue",
    isHot: true,
    leadQuality: "HOT",
    status: "ACTIVE",
    overdueDays: 4,
    nextFollowUpDate: "2026-11-20",
    photoUrl: null,
    company: "Acme",
    email: null,
    phone: null,
  });
  expect(toFollowUp({ ...contact, leadQuality: null }, "2026-11-20")).toMatchObject({
    reason: "Follow-up due today",
    suggestedTiming: "Today",
    isHot: false,
    leadQuality: null,
    overdueDays: 0,
  });
});

test.each([
  ["2026-11-14", "2026-11-24", "2026-11-27"],
  ["2026-11-24", "2026-11-24", "2026-11-27"],
  ["2026-11-30", "2026-11-24", "2026-12-03"],
  ["2026-03-05", "2026-03-07", "2026-03-10"],
  ["2026-10-31", "2026-10-31", "2026-11-03"],
  ["2028-02-27", "2028-02-27", "2028-03-01"],
  ["2027-02-27", "2027-02-27", "2027-03-02"],
  ["2025-12-30", "2025-12-30", "2026-01-02"],
  ["9999-12-28", "2026-11-24", "9999-12-31"],
  ["9999-12-29", "2026-11-24", "9999-12-31"],
  ["9999-12-31", "2026-11-24", "9999-12-31"],
])("a follow-up of %s snoozed on %s moves to %s", (date, today, after) => {
  expect(snoozeDate(date, today)).toBe(after);
});

test("priority: hot and overdue, hot, overdue, the rest; a filter keeps its groups in that order", () => {
  const [hotOverdue, hot, overdue, rest] = priorityGroupsOf("all");
  expect([hotOverdue, hot, overdue, rest]).toEqual([
    { hot: true, overdue: true },
    { hot: true, overdue: false },
    { hot: false, overdue: true },
    { hot: false, overdue: false },
  ]);
  expect(priorityGroupsOf("hot")).toEqual([hotOverdue, hot]);
  expect(priorityGroupsOf("overdue")).toEqual([hotOverdue, overdue]);
  expect(priorityGroupsOf("today")).toEqual([hot, rest]);
});
