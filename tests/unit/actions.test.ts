import { beforeEach, describe, expect, test } from "vitest";
import { changeFollowUps } from "../../app/actions/change-follow-ups.ts";
import { setLeadQuality } from "../../app/actions/set-lead-quality.ts";
import { takeBack } from "../../app/actions/take-back.ts";
import type { LeadQuality } from "../../app/domain/contact.ts";
import {
  ann,
  bob,
  done,
  held,
  LOST,
  NOT_FOUND,
  REFUSED,
  REUSED,
  settled,
  startActionTrial,
  today,
} from "../support/action-trial.ts";

let trial: ReturnType<typeof startActionTrial>;
let log: string[];
beforeEach(() => {
  trial = startActionTrial();
  ({ log } = trial);
});

const quality = (leadQuality: LeadQuality, contact = ann) =>
  trial.actions.perform(setLeadQuality({ api: trial.api, contact, leadQuality }));

test("success: it shows at once, is sent, accepted, told with Undo, and the page is refreshed", async () => {
  const sent = trial.markDone(ann);
  expect(log).toEqual(["changed ann", "done ann"]);
  await sent;
  expect(log.slice(2)).toEqual(["accepted", "refresh"]);
  expect(trial.text()).toBe("Marked 1 follow-up done. No next date.");
  trial.actions.notices().toast!.undo!.act();
  await settled();
  expect(log.slice(4)).toEqual(["restored ann", "undo", "accepted", "refresh"]);
  expect(trial.text()).toBe("Put back 1 follow-up");
  expect(trial.actions.undo()).toBe(false);
});

test("what changed nothing is told, and can't be taken back", async () => {
  trial.answers.done = [done({ count: 0 })];
  await trial.markDone(ann);
  expect(trial.text()).toBe("Nothing to change: these were already handled");
  expect(trial.actions.notices().toast!.undo).toBeUndefined();
  expect(trial.actions.undo()).toBe(false);
});

test("refusal: the row is put back, the failure names whom and what, and there is nothing to undo", async () => {
  trial.answers.done = [REFUSED];
  await trial.markDone(ann);
  expect(log.slice(2)).toEqual(["put back", "refresh"]);
  expect(trial.failed()).toBe("ANN, done: Nothing was changed. Not so.");
  expect(trial.text()).toBeUndefined();
  expect(trial.actions.undo()).toBe(false);
});

test("lost answer: Retry sends the same operation, and undo takes it back once", async () => {
  trial.answers.done = [LOST];
  await trial.markDone(ann);
  expect(trial.failed()).toBe("ANN, done: That may not have been saved. No answer.");
  expect(log.slice(2)).toEqual(["put back", "refresh out of reach"]);
  trial.actions.retry();
  await settled();
  expect(trial.operationIds[1]).toBe(trial.operationIds[0]);
  expect(trial.failed()).toBe("");
  expect([trial.actions.undo(), trial.actions.undo()]).toEqual([true, false]);
});

test("lost answer: undo withdraws the failure, and tells where nothing had arrived", async () => {
  trial.answers.done = [LOST];
  await trial.markDone(ann);
  trial.answers.undo = [NOT_FOUND];
  trial.actions.undo();
  await settled();
  expect(trial.failed()).toBe("");
  expect(trial.text()).toBe("Nothing left to undo");
});

describe("undo before the answer", () => {
  test("waits for it, and what was done is never told", async () => {
    const change = held();
    trial.answers.done = [change.promise];
    const sent = trial.markDone(ann);
    expect(trial.actions.undo()).toBe(true);
    await settled();
    expect(log).toEqual(["changed ann", "done ann", "restored ann"]);
    const texts: (string | undefined)[] = [];
    trial.actions.subscribe(() => texts.push(trial.text()));
    change.answer(done({ count: 1, operationId: "op" }));
    await sent;
    await settled();
    expect(texts.filter((each) => each?.startsWith("Marked"))).toEqual([]);
    expect(trial.text()).toBe("Put back 1 follow-up");
  });

  test("a refusal is told, as it is why nothing is undone", async () => {
    const change = held();
    trial.answers.done = [change.promise];
    const sent = trial.markDone(ann);
    trial.actions.undo();
    change.answer(REFUSED);
    await sent;
    await settled();
    expect(trial.failed()).toContain("Nothing was changed.");
    expect(log).not.toContain("undo");
    expect(trial.text()).toBe("Nothing left to undo");
  });
});

test("an undo that fails is remembered, and tried again by Retry or the undo key, told once", async () => {
  await trial.markDone(ann);
  trial.answers.undo = [LOST, LOST];
  for (let times = 0; times < 2; times++) {
    expect(trial.actions.undo()).toBe(true);
    await settled();
    expect(trial.failed()).toBe("ANN, done: Not undone. No answer.");
  }
  trial.actions.retry();
  await settled();
  expect(trial.failed()).toBe("");
  expect(trial.text()).toBe("Put back 1 follow-up");
});

test("an operation that is known by its id alone, whose undo fails twice, is told of once", async () => {
  const reverse = takeBack({
    api: trial.api,
    locale: "en-GB",
    label: "Set",
    operationIds: () => ["op"],
    subjects: ["operation op"],
  });
  trial.actions.remember({ reverse: () => reverse });
  trial.answers.undo = [LOST, LOST];
  for (let times = 0; times < 2; times++) {
    trial.actions.undo();
    await settled();
    expect(trial.failed()).toBe("Set: Not undone. No answer.");
  }
});

describe("retry after something newer", () => {
  test("a lead quality that failed isn't set over one that was set since", async () => {
    trial.answers.quality = [LOST];
    await quality("NURTURE");
    expect(trial.failed()).toBe("ANN, Nurture: That may not have been saved. No answer.");
    await quality("WARM");
    expect(trial.failed()).toBe("");
    trial.actions.retry();
    await settled();
    expect(log.filter((line) => line.startsWith("quality"))).toEqual(["quality ann NURTURE", "quality ann WARM"]);
  });

  test("nor is one that failed while the newer one waited its turn", async () => {
    const first = held();
    trial.answers.quality = [first.promise];
    const sent = [quality("COLD"), quality("WARM")];
    first.answer(LOST);
    await Promise.all(sent);
    expect(trial.failed()).toBe("");
    trial.actions.retry();
    await settled();
    expect(log.filter((line) => line.startsWith("quality"))).toEqual(["quality ann COLD", "quality ann WARM"]);
  });

  test("another contact, and the contact's date, make no failure of a lead quality lapse", async () => {
    trial.answers.quality = [LOST];
    await quality("NURTURE");
    await quality("WARM", bob);
    await trial.markDone(ann);
    expect(trial.failed()).toContain("ANN, Nurture");
  });

  test("of several contacts the others are left, and what had arrived the first time counts as done", async () => {
    trial.answers.done = [LOST, REUSED];
    await trial.markDone(ann, bob);
    await trial.actions.perform(
      changeFollowUps({ api: trial.api, followUps: [bob], action: "snooze", today, locale: "en-GB" }),
    );
    trial.actions.retry();
    await settled();
    expect(log.filter((line) => /^(done|snooze)/.test(line))).toEqual(["done ann,bob", "snooze bob", "done ann"]);
    expect(trial.failed()).toBe("");
    expect(trial.text()).toBe("Marked 1 follow-up done");
  });

  test("an undo is something newer too", async () => {
    await quality("HOT");
    trial.answers.quality = [REFUSED];
    await quality("COLD");
    trial.actions.undo();
    await settled();
    expect(trial.failed()).toBe("");
    expect(log).toContain("quality ann null from HOT");
  });
});

test("two failures are told as one, with both names, and both are tried again", async () => {
  trial.answers.done = [LOST, LOST];
  await Promise.all([trial.markDone(ann), trial.markDone(bob)]);
  expect(trial.failed()).toBe("ANN, done; BOB, done: 2 changes may not have been saved. No answer.");
  trial.actions.retry();
  await settled();
  expect(log.filter((line) => line.startsWith("done"))).toEqual(["done ann", "done bob", "done ann", "done bob"]);
  expect(trial.failed()).toBe("");
});

test("what is about one contact is sent in turn, what is about others at once", async () => {
  const first = held();
  trial.answers.done = [first.promise];
  void trial.markDone(ann);
  void quality("HOT", ann);
  void quality("HOT", bob);
  await settled();
  expect(log).not.toContain("quality ann HOT");
  expect(log).toContain("quality bob HOT");
  first.answer(done({ count: 1 }));
  await settled();
  expect(log).toContain("quality ann HOT");
});

test("the next dates that are on offer are set by a button of the toast, and can be taken back", async () => {
  trial.answers.done = [done({ count: 1, next: [{ id: "ann", date: "2026-12-02" }] })];
  await trial.markDone(ann);
  expect(trial.actions.notices().toast!.next!.label).toBe("Next: 2 December");
  trial.actions.notices().toast!.next!.act();
  await settled();
  expect(trial.text()).toBe("Set the next date of 1 follow-up");
  expect(trial.actions.undo()).toBe(true);
});
