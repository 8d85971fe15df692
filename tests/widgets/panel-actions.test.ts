import { emulateMedia, sendKeys } from "@web/test-runner-commands";
import "../../widgets/follow-up-panel.define.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { focused, hasPart, names, notice, part, press, record, rows, settled, showPanel, textOf } from "./stage.ts";

describe("follow-up-panel: done, snooze and undo", () => {
  let api: FakeApi;
  let panel: FollowUpPanel;
  beforeEach(async () => {
    api = new FakeApi();
    await emulateMedia({ reducedMotion: "reduce" });
    panel = await showPanel();
  });
  afterEach(() => {
    document.body.replaceChildren();
    api.restore();
  });

  const quiet = async (requests: number): Promise<void> => {
    await until(() => api.requests.length >= requests, `${requests} requests`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settled(panel);
  };

  it("takes the row out at once, sends the click and brings in the next row", async () => {
    const dones = record("follow-up-done");
    api.hold();
    press(panel, 0, "done");
    await panel.updateComplete;
    await until(() => rows(panel).length === 9, "nine rows before the answer");
    equal(textOf(part(panel, "count")), "11 due");
    equal(notice(panel), "Contact p1 marked done.");
    equal(dones.length, 0);
    await expectAccessible(panel);
    api.release();
    await quiet(3);
    equal(api.log, ["GET /api/follow-ups/due", "PATCH /api/follow-ups/due p1", "GET /api/follow-ups/due"]);
    equal(api.requests[1]?.body, { personId: "p1", action: "done" });
    equal(api.requests[1]?.headers.get("Content-Type"), "application/json");
    equal(names(panel).at(-1), "Contact p11");
    equal(dones[0]?.detail.operationId, "op-p1");
    equal(dones[0]?.detail.followUp.contactId, "p1");
  });

  it("snoozes", async () => {
    const snoozes = record("follow-up-snooze");
    press(panel, 1, "snooze");
    await quiet(3);
    equal(api.requests[1]?.body, { personId: "p2", action: "snooze" });
    equal(notice(panel), "Contact p2 snoozed to Thu 5 Mar.");
    equal(snoozes[0]?.detail.operationId, "op-p2");
    ok(!names(panel).includes("Contact p2"), "the row stays");
  });

  it("tells what was done in view, wherever it was pressed, and moves no row by it", async () => {
    panel.style.paddingBlockEnd = "200vh";
    const last = rows(panel).at(-1)!;
    const above = rows(panel).at(-2)!;
    window.scrollTo({ top: last.getBoundingClientRect().top + window.scrollY - window.innerHeight / 2 });
    const before = above.getBoundingClientRect().top;
    press(panel, 9, "done");
    await settled(panel);
    equal(notice(panel), "Contact p10 marked done.");
    equal(above.getBoundingClientRect().top, before);
    for (const name of ["notice", "undo"]) {
      const { top, bottom } = part(panel, name).getBoundingClientRect();
      ok(top >= 0 && bottom <= window.innerHeight, `${name} is at ${top} to ${bottom} of ${window.innerHeight}`);
    }
  });

  it("keeps the rows that stay, in place", async () => {
    const [, second] = rows(panel);
    press(panel, 0, "done");
    await quiet(3);
    ok(rows(panel)[0] === second, "the second row is another element now");
  });

  it("acts once for a double click", async () => {
    const [row] = rows(panel);
    ok(row, "no row");
    const button = part(row, "done");
    button.click();
    button.click();
    await quiet(3);
    button.click();
    await quiet(3);
    equal(api.count("PATCH"), 1);
  });

  it("folds the row up in a short motion, or without any where the visitor prefers so", async () => {
    const moving = () => panel.shadowRoot?.querySelectorAll("li[inert]").length;
    press(panel, 0, "done");
    await panel.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 0));
    await panel.updateComplete;
    equal(document.getAnimations().length, 0);
    equal(moving(), 0);
    await emulateMedia({ reducedMotion: "no-preference" });
    press(panel, 0, "done");
    await panel.updateComplete;
    equal(moving(), 1);
    const [motion] = panel.shadowRoot?.querySelector("li[inert]")?.getAnimations() ?? [];
    const duration = Number(motion?.effect?.getTiming().duration);
    ok(duration > 0 && duration <= 200, `a motion of ${duration} ms`);
    await motion?.finished;
    await until(() => moving() === 0, "the row is gone");
  });

  it("moves the focus to the same button of the row that moves up", async () => {
    press(panel, 0, "snooze");
    await until(() => focused(panel) === "Contact p2/snooze", "focus on the next Snooze");
    press(panel, 1, "done");
    await until(() => focused(panel) === "Contact p4/done", "focus on the next Mark done");
    await quiet(5);
    equal(focused(panel), "Contact p4/done");
  });

  it("moves the focus to the row before from the last one, and to Undo from the only one", async () => {
    api.due = api.due.slice(0, 2);
    await panel.refresh();
    await settled(panel);
    press(panel, 1, "done");
    await until(() => focused(panel) === "Contact p1/done", "focus on the row before");
    await quiet(4);
    press(panel, 0, "done");
    await until(() => hasPart(panel, "empty"), "all caught up");
    equal(focused(panel), "undo");
    await quiet(6);
    equal(focused(panel), "undo");
  });

  it("works from the keyboard, and leaves the focus elsewhere alone", async () => {
    const [row] = rows(panel);
    await row?.focusControl("done");
    await sendKeys({ press: "Enter" });
    await until(() => api.count("PATCH") === 1, "a request");
    await until(() => focused(panel) === "Contact p2/done", "focus on the next row");
    const other = document.createElement("button");
    document.body.append(other);
    other.focus();
    part(rows(panel)[0] as HTMLElement, "done").click();
    await quiet(5);
    ok(document.activeElement === other, "the focus is taken away");
  });

  it("undoes: the row is back where it stood, and the server knows", async () => {
    const undos = record("follow-up-undo");
    press(panel, 2, "snooze");
    await quiet(3);
    equal(part(panel, "undo").getAttribute("aria-label"), "Undo for Contact p3");
    api.hold();
    part(panel, "undo").click();
    await settled(panel);
    equal(names(panel)[2], "Contact p3");
    equal(textOf(part(panel, "count")), "12 due");
    equal(notice(panel), "Contact p3 is back on the list.");
    await until(() => focused(panel) === "Contact p3/snooze", "focus on the row that is back");
    press(panel, 2, "snooze");
    equal(api.count("PATCH"), 1, "a row with a request under way acts");
    api.release();
    await quiet(5);
    equal(api.log[3], "POST /api/follow-ups/undo");
    equal(api.requests[3]?.body, { operationId: "op-p3" });
    equal(undos[0]?.detail.operationId, "op-p3");
    ok(!hasPart(panel, "undo"), "Undo is still there");
  });

  it("undoes in the right order when Undo is faster than the server", async () => {
    api.hold();
    press(panel, 0, "done");
    await panel.updateComplete;
    part(panel, "undo").click();
    await until(() => names(panel)[0] === "Contact p1", "the row is back");
    equal(api.count("POST"), 0);
    api.release();
    await until(() => api.count("POST") === 1, "the undo");
    await quiet(4);
    equal(names(panel)[0], "Contact p1");
    equal(textOf(part(panel, "count")), "12 due");
  });

  for (const [action, sentence] of [
    ["done", "Couldn’t mark Contact p2 done. Refused with 429"],
    ["snooze", "Couldn’t snooze Contact p2. Refused with 429"],
  ] as const) {
    it(`puts the row back with a message where ${action} is refused`, async () => {
      const errors = record("follow-up-error");
      api.answers.push(refusal(429, "too_many"));
      press(panel, 1, action);
      await until(() => notice(panel) === sentence, sentence);
      await settled(panel);
      equal(names(panel).slice(0, 3), ["Contact p1", "Contact p2", "Contact p3"]);
      equal(textOf(part(panel, "count")), "12 due");
      equal(errors[0]?.detail, {
        request: action,
        status: 429,
        code: "too_many",
        message: "Refused with 429",
        contactId: "p2",
      });
      ok(!hasPart(panel, "undo"), "Undo of nothing");
      await expectAccessible(panel);
      press(panel, 1, action);
      await until(() => api.count("PATCH") === 2, "another try");
    });
  }

  it("takes the row out again where undo is refused", async () => {
    press(panel, 0, "done");
    await quiet(3);
    api.answers.push(refusal(404, "not_found"));
    part(panel, "undo").click();
    await until(() => notice(panel) === "Couldn’t undo for Contact p1.", "a message");
    await quiet(5);
    equal(names(panel)[0], "Contact p2");
    equal(textOf(part(panel, "count")), "11 due");
  });

  it("fetches again where another tab was faster", async () => {
    api.answers.push(refusal(404, "not_found"));
    api.due = api.due.filter(({ id }) => id !== "p1");
    press(panel, 0, "done");
    await quiet(3);
    equal(names(panel)[0], "Contact p2");
    equal(notice(panel), "Couldn’t mark Contact p1 done.");
  });

  it("shows that the visitor has been signed out meanwhile", async () => {
    api.answers.push(refusal(401, "unauthorized"));
    press(panel, 0, "done");
    await until(() => hasPart(panel, "signed-out"), "the state signed out");
  });

  it("never brings a row back by an answer from before the click", async () => {
    api.hold();
    const refreshed = panel.refresh();
    press(panel, 0, "done");
    await until(() => api.count("PATCH") === 1, "a request");
    api.release();
    await refreshed;
    ok(!names(panel).includes("Contact p1"), "the row is back");
    await quiet(4);
    equal(names(panel)[0], "Contact p2");
    equal(rows(panel).length, 10);
  });

  it("runs through the whole list", async () => {
    for (let left = 12; left > 0; left--) {
      await until(() => rows(panel).length > 0, "another row");
      press(panel, 0, left % 2 ? "done" : "snooze");
      await settled(panel);
    }
    await until(() => hasPart(panel, "empty"), "all caught up");
    equal(api.count("PATCH"), 12);
    equal(textOf(part(panel, "count")), "0 due");
  });
});
