import { emulateMedia } from "@web/test-runner-commands";
import "../../widgets/follow-up-panel.define.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { hasPart, names, notice, part, press, record, rows, settled, showPanel, textOf } from "./stage.ts";
import { followUp } from "./due-follow-up.ts";

// Browsers of different age put a comma after the weekday, or none.
const DATE = new Date("2026-12-07").toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" });

describe("follow-up-panel: the next follow-up by cadence", () => {
  let api: FakeApi;
  let panel: FollowUpPanel;
  beforeEach(async () => {
    api = new FakeApi();
    api.next = { next: [{ id: "p1", date: "2026-12-07" }], nextIsSet: false };
    await emulateMedia({ reducedMotion: "reduce" });
    panel = await showPanel(`organization="org_1"`);
  });
  afterEach(() => {
    document.body.replaceChildren();
    api.restore();
  });

  it("writes dates and numbers as the API says that the reader does", async () => {
    api.locale = "en-US";
    api.due = Array.from({ length: 1_243 }, (_, index) =>
      followUp(`p${index + 1}`, { nextFollowUpDate: "2026-03-01" }),
    );
    await panel.refresh();
    equal(textOf(part(panel, "count")), "1,243 due");
    press(panel, 0, "done");
    await until(() => hasPart(panel, "next"), "the button");
    equal(textOf(part(panel, "next")), "Next: Monday, December 7, 2026");
    ok(
      rows(panel)[0]?.shadowRoot?.querySelector("[part=meta]")?.getAttribute("title")?.includes("March 1, 2026"),
      "title",
    );
    api.locale = "en-DE";
    await panel.refresh();
    equal(textOf(part(panel, "count")), "1.242 due");
  });

  it("is one click away after a done, and Undo takes back both", async () => {
    const sets = record("follow-up-next");
    press(panel, 0, "done");
    await until(() => hasPart(panel, "next"), "the button");
    equal(textOf(part(panel, "next")), `Next: ${DATE}`);
    await expectAccessible(panel);
    part(panel, "next").click();
    await until(() => sets.length === 1, "the answer");
    equal(api.requests.find(({ url }) => url.pathname.endsWith("/next"))?.body, { operationId: "op-p1" });
    equal(notice(panel), `Contact p1 marked done. Next: ${DATE}`);
    ok(!hasPart(panel, "next"), "Next is still there");
    part(panel, "undo").click();
    await until(() => api.log.filter((line) => line.endsWith("/undo")).length === 2, "both are taken back");
    const undone = api.requests
      .filter(({ url }) => url.pathname.endsWith("/undo"))
      .map(({ body }) => body?.operationId);
    equal(undone, ["op-next-p1", "op-p1"]);
    await settled(panel);
    equal(names(panel)[0], "Contact p1");
  });

  it("is said where it is set already", async () => {
    api.next.nextIsSet = true;
    press(panel, 0, "done");
    await until(() => notice(panel).endsWith(`Next: ${DATE}`), "the date");
    ok(!hasPart(panel, "next"), "a button for what is done");
  });

  it("may be refused: the contact stays done, and that is said", async () => {
    press(panel, 0, "done");
    await until(() => hasPart(panel, "next"), "the button");
    api.answers.push(refusal(503, "unavailable"));
    part(panel, "next").click();
    await until(() => notice(panel).startsWith("Couldn’t set the next follow-up with Contact p1."), "a message");
    ok(!names(panel).includes("Contact p1"), "the row is back");
  });

  it("goes to the organization that the page is about, as everything does", async () => {
    press(panel, 0, "done");
    await until(() => hasPart(panel, "next"), "the button");
    const organizations = api.requests.map(({ headers }) => headers.get("Expected-Organization"));
    equal([...new Set(organizations)], ["org_1"]);
  });
});
