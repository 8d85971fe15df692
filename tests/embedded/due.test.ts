import { expect, test } from "vitest";
import { due, fill, today, user } from "../bench/contacts.ts";
import { embeddedOnly } from "./backends.ts";

embeddedOnly("the due list", (backend) => {
  test("examines what it shows, and its counts no documents", async () => {
    const contacts = backend.fresh();
    await fill(contacts, 10_000);
    const shown = await contacts.aggregate(due).toArray();
    expect(shown).toHaveLength(10);
    const { executionStats } = await contacts.aggregate(due).explain("executionStats");
    const { totalKeysExamined, totalDocsExamined } = executionStats as Record<string, number>;
    expect(totalKeysExamined).toBeLessThanOrEqual(20);
    expect(totalDocsExamined).toBeLessThanOrEqual(20);

    const all = await contacts
      .find({ assigneeIds: user, status: "ACTIVE", nextFollowUpDate: { $lte: today } })
      .toArray();
    const key = ({ nextFollowUpDate, name, id }: Record<string, unknown>): string =>
      `${String(nextFollowUpDate)} ${String(name)} ${String(id)}`;
    expect(shown.map(key)).toEqual(all.map(key).sort().slice(0, 10));

    const counted = [
      { $match: { organizationId: "organization-1", assigneeIds: user, nextFollowUpDate: { $lte: today } } },
      {
        $group: {
          _id: null,
          all: { $sum: 1 },
          overdue: { $sum: { $cond: [{ $lt: ["$nextFollowUpDate", today] }, 1, 0] } },
        },
      },
    ];
    const [counts] = await contacts.aggregate(counted).toArray();
    const inRange = await contacts.find({ assigneeIds: user, nextFollowUpDate: { $lte: today } }).toArray();
    expect(counts).toEqual({
      _id: null,
      all: inRange.length,
      overdue: inRange.filter((one) => one["nextFollowUpDate"] < today).length,
    });
    const explained = await contacts.aggregate(counted).explain("executionStats");
    expect((explained["executionStats"] as Record<string, number>)["totalDocsExamined"]).toBe(0);
  });
});
