import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { equal, ok, until } from "./assert.ts";
import { rows, textOf } from "./stage.ts";

const LIMIT = 14 * 1024;

describe("the single file", () => {
  it("works under a strict policy, and loaded twice", async () => {
    const frame = document.createElement("iframe");
    frame.src = "/strict";
    document.body.replaceChildren(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    const page = frame.contentWindow as (Window & { problems?: string[] }) | null;
    const panel = frame.contentDocument?.querySelector<FollowUpPanel>("follow-up-panel");
    ok(page && panel, "no page");
    await until(() => panel.shadowRoot && rows(panel).length === 1, "a row");
    equal(textOf(panel.shadowRoot?.querySelector("[part=count]")), "1 due");
    const card = rows(panel)[0]?.shadowRoot?.querySelector("[part~=card]");
    equal(card && page.getComputedStyle(card).borderLeftWidth, "4px");
    equal(page.problems, []);
    equal(
      page.performance.getEntriesByType("resource").filter(({ name }) => name.includes("follow-up-panel.js")).length,
      2,
    );
  });

  it("takes 12 KB at most", async () => {
    const size = Number(await (await fetch("/follow-up-panel.size")).text());
    ok(size > 5_000 && size <= LIMIT, `${size} bytes`);
  });
});
