import { beforeEach, describe, expect, test } from "vitest";
import { changeAllMatching } from "../../app/actions/change-all-matching.ts";
import { WHOLE_LIST } from "../../app/domain/due-view.ts";
import { ann, bob, done, held, LOST, REFUSED, settled, startActionTrial, today } from "../support/action-trial.ts";

let trial: ReturnType<typeof startActionTrial>;
let log: string[];
beforeEach(() => {
  trial = startActionTrial();
  ({ log } = trial);
});

describe("all that match", () => {
  const all = (total: number) =>
    trial.actions.perform(
      changeAllMatching({ api: trial.api, view: WHOLE_LIST, action: "done", today, locale: "en-GB", total }),
    );
  const put = (count: number) => done({ count });
  const forward = () => trial.actions.notices().progress.map(({ done, total }) => `${done} of ${total}`);

  test("goes in batches, tells how far it is, and is stopped after the one under way", async () => {
    const second = held();
    trial.answers.done = [put(2), second.promise];
    const sent = all(6);
    await settled();
    expect(forward()).toEqual(["2 of 6"]);
    trial.actions.notices().progress[0]!.stop();
    second.answer(put(2));
    await sent;
    expect(forward()).toEqual([]);
    expect(trial.text()).toBe("Marked 4 follow-ups done. No next date.");
    expect(log.filter((line) => line.startsWith("done"))).toHaveLength(2);
  });

  test("whom somebody else gives a date meanwhile is left alone", async () => {
    trial.answers.list = [done({ followUps: [ann, bob] }), done({ followUps: [ann] })];
    trial.answers.done = [put(1)];
    await all(2);
    expect(log.filter((line) => line.startsWith("done"))).toEqual(["done ann,bob"]);
  });

  test("lost in the middle, what was done is taken back by itself, and Retry goes on with the rest", async () => {
    trial.answers.done = [put(2), LOST];
    await all(4);
    expect(trial.text()).toBe("Marked 2 follow-ups done. No next date.");
    expect(trial.failed()).toBe("4 follow-ups, done: Stopped after 2, perhaps more. No answer.");
    trial.actions.retry();
    await settled();
    expect(trial.text()).toBe("Marked 2 follow-ups done. No next date.");
    trial.answers.undo = [put(2), put(2)];
    for (let times = 0; times < 2; times++) {
      trial.actions.undo();
      await settled();
      expect(trial.text()).toBe("Put back 2 follow-ups");
    }
    expect(trial.actions.undo()).toBe(false);
  });

  test("another run over the same makes the failure of an earlier one lapse", async () => {
    trial.answers.done = [REFUSED];
    await all(2);
    expect(trial.failed()).not.toBe("");
    await all(2);
    expect(trial.failed()).toBe("");
  });

  test("its undo tells how far it is, is stopped, and goes on later with those that are left", async () => {
    await all(6);
    expect(trial.text()).toBe("Marked 6 follow-ups done. No next date.");
    const second = held();
    trial.answers.undo = [put(2), second.promise, put(2)];
    trial.actions.undo();
    await settled();
    expect(forward()).toEqual(["2 of 6"]);
    trial.actions.notices().progress[0]!.stop();
    second.answer(put(2));
    await settled();
    expect(trial.text()).toBe("Stopped. Put back 4 follow-ups");
    expect(forward()).toEqual([]);
    trial.actions.notices().toast!.undo!.act();
    await settled();
    expect(trial.text()).toBe("Put back 2 follow-ups");
    expect(log.filter((line) => line === "undo")).toHaveLength(3);
    expect(trial.actions.undo()).toBe(false);
  });

  test("its undo that fails in the middle takes back only the rest when it is tried again", async () => {
    await all(6);
    trial.answers.undo = [put(2), LOST, put(2), put(2)];
    trial.actions.undo();
    await settled();
    expect(trial.failed()).toContain("Not undone.");
    trial.actions.retry();
    await settled();
    expect(trial.text()).toBe("Put back 4 follow-ups");
    expect(log.filter((line) => line === "undo")).toHaveLength(4);
  });
});
