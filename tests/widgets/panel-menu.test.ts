import "../../widgets/follow-up-panel.define.ts";
import type { FollowUpMenu } from "../../widgets/follow-up-menu.ts";
import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { followUp } from "./due-follow-up.ts";
import { FakeApi, refusal } from "./fake-api.ts";
import { names, notice, part, record, rows, showPanel } from "./stage.ts";

describe("follow-up-panel: the menu of its rows", () => {
  let api: FakeApi;
  let panel: FollowUpPanel;
  beforeEach(async () => {
    api = new FakeApi();
    const phones = [
      { text: "+1 202 555 0100", href: "tel:+12025550100" },
      { text: "none", href: null },
    ];
    api.due = [
      followUp("p1", { contactName: "Sarah Lee", email: "sarah@example.com", phones }),
      followUp("p2", { leadQuality: "COLD" }),
    ];
    panel = await showPanel();
  });
  afterEach(() => {
    document.body.replaceChildren();
    api.restore();
  });

  const open = async (index: number): Promise<FollowUpMenu> => {
    part(rows(panel)[index]!, "menu").click();
    const menu = panel.renderRoot.querySelector("follow-up-menu")!;
    await until(() => menu.matches(":popover-open"), "an open menu");
    return menu;
  };
  const items = (menu: FollowUpMenu) => [...menu.renderRoot.querySelectorAll<HTMLElement>("a, button")];
  const item = (menu: FollowUpMenu, name: string) =>
    items(menu).find((each) => each.getAttribute("aria-label") === name)!;

  it("offers what can be done, each named with the contact", async () => {
    const menu = await open(0);
    equal(menu.ariaLabel, "Actions for Sarah Lee");
    equal(
      items(menu).map((each) => each.getAttribute("aria-label")),
      [
        "Open profile, Sarah Lee",
        "Call +1 202 555 0100, Sarah Lee",
        "Email sarah@example.com, Sarah Lee",
        "Snooze Sarah Lee: Tomorrow Tue 3 Mar",
        "Snooze Sarah Lee: In 3 days Thu 5 Mar",
        "Lead quality of Sarah Lee: Hot",
        "Lead quality of Sarah Lee: Warm",
        "Lead quality of Sarah Lee: Cold",
        "Lead quality of Sarah Lee: Nurture",
        "Lead quality of Sarah Lee: None",
      ],
    );
    const [open_, call, email] = items(menu).map((each) => each.getAttribute("href"));
    equal([open_, call, email], ["/contacts/p1", "tel:+12025550100", "mailto:sarah@example.com"]);
    await expectAccessible(panel);
    const { left, top, right, bottom } = menu.getBoundingClientRect();
    ok(left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, "the menu leaves the window");
  });

  it("snoozes to a date, which can be undone", async () => {
    const menu = await open(0);
    item(menu, "Snooze Sarah Lee: Tomorrow Tue 3 Mar").click();
    await until(() => !names(panel).includes("Sarah Lee"), "the row to leave");
    equal(menu.matches(":popover-open"), false);
    equal(notice(panel), "Sarah Lee snoozed to Tue 3 Mar.");
    await until(() => api.count("PATCH") === 1, "a request");
    const { body } = api.requests.find(({ method }) => method === "PATCH")!;
    equal(body, { personId: "p1", action: "snooze", until: "2026-03-03" });
    part(panel, "undo").click();
    await until(() => names(panel).includes("Sarah Lee"), "the row to come back");
  });

  it("sets a lead quality at once, and puts it back where the server refuses", async () => {
    const failures = record("follow-up-error");
    item(await open(1), "Lead quality of Contact p2: Hot").click();
    await until(() => rows(panel)[1]?.leadQuality === "HOT", "the chip");
    await until(() => notice(panel) === "Contact p2 is Hot now.", "the notice");
    await until(() => api.log.at(-1) === "GET /api/follow-ups/due", "the new order");
    equal(api.log.at(-2), "PATCH /api/follow-ups/lead-quality p2");
    api.answers.push(refusal(503));
    item(await open(0), "Lead quality of Sarah Lee: Warm").click();
    await until(() => notice(panel).startsWith("Couldn’t set the lead quality of Sarah Lee."), "the refusal");
    equal(rows(panel)[0]?.leadQuality, null);
    equal(failures[0]?.detail.request, "quality");
  });
});
