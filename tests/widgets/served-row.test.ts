import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { expectAccessible } from "./accessibility.ts";
import { equal, ok, until } from "./assert.ts";
import { part, record, textOf } from "./stage.ts";

async function place(): Promise<FollowUpRow> {
  const stage = document.createElement("main");
  document.body.replaceChildren(stage);
  stage.setHTMLUnsafe(await (await fetch("/served-row")).text());
  return stage.firstElementChild as FollowUpRow;
}

const define = () => import("../../app/components/served-row.ts");

describe("a row of the product's own pages", () => {
  it("is left as the server wrote it, and works", async () => {
    const row = await place();
    equal(customElements.get("follow-up-row"), undefined);
    const markup = row.shadowRoot!.innerHTML;
    ok(!markup.includes("<!--"), "there are comments in it");
    equal(textOf(part(row, "name")), "Sarah <b> & Lee");
    equal(row.shadowRoot!.querySelector("[part=snooze]")?.getAttribute("type"), "button");
    equal(row.shadowRoot!.querySelector("[part=done]"), null, "what the page brings along is there twice");
    await define();
    await row.updateComplete;
    equal(row.shadowRoot!.innerHTML, markup);
    const [actions, opens, menus] = [
      record("follow-up-action"),
      record("follow-up-open"),
      record("follow-up-menu"),
    ] as const;
    row.addEventListener("follow-up-open", (event) => event.preventDefault());
    row.addEventListener("follow-up-menu", (event) => event.preventDefault());
    part(row, "snooze").click();
    part(row, "reason").click();
    part(row, "menu").click();
    equal([actions.length, opens.length, menus.length], [1, 1, 1]);
    row.setAttribute("reason", row.reason);
    await row.updateComplete;
    equal(row.shadowRoot!.innerHTML, markup);
  });

  it("renders once something else is to be shown, and keeps the focus", async () => {
    await define();
    const row = await place();
    part(row, "menu").focus();
    row.setAttribute("lead-quality", "COLD");
    await row.updateComplete;
    equal(textOf(part(row, "chip")), "Cold");
    equal(row.shadowRoot!.querySelectorAll("[part~=card]").length, 1);
    equal(getComputedStyle(part(row, "card")).borderLeftWidth, "4px");
    await until(() => row.shadowRoot?.activeElement === part(row, "menu"), "the focus on the menu's button");
    await expectAccessible(row);
  });

  it("gives the focus back without scrolling", async () => {
    await define();
    const row = await place();
    row.insertAdjacentHTML("afterend", `<div style="height: 5000px"></div>`);
    part(row, "menu").focus();
    scrollTo(0, 2000);
    row.setAttribute("lead-quality", "COLD");
    await row.updateComplete;
    await until(() => row.shadowRoot?.activeElement === part(row, "menu"), "the focus on the menu's button");
    // Only the row has another height, being styled now.
    ok(scrollY > 1_900, `the page is scrolled to ${scrollY}`);
    scrollTo(0, 0);
  });
});
