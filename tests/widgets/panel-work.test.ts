import { emulateMedia } from "@web/test-runner-commands";
import "../../widgets/follow-up-panel.define.ts";
import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { equal, ok, until } from "./assert.ts";
import { FakeApi } from "./fake-api.ts";
import { names, press, rows, settled, showPanel } from "./stage.ts";

describe("follow-up-panel: how much it draws", () => {
  it("draws no row anew but the one that is done and the one that comes in, and stays small", async () => {
    const api = new FakeApi();
    await emulateMedia({ reducedMotion: "reduce" });
    const panel = await showPanel();
    const drawn = new Map<string, number>();
    const { prototype } = customElements.get("follow-up-row") as typeof FollowUpRow;
    const { performUpdate } = prototype as unknown as { performUpdate(): void };
    Object.assign(prototype, {
      performUpdate(this: FollowUpRow) {
        drawn.set(this.contactName, (drawn.get(this.contactName) ?? 0) + 1);
        performUpdate.call(this);
      },
    });
    try {
      press(panel, 0, "done");
      await until(() => names(panel).includes("Contact p11"), "the row that comes in");
      await settled(panel);
      equal(names(panel).length, 10);
      ok(drawn.has("Contact p11"), "the row that comes in is drawn");
      const others = [...drawn.keys()].filter((name) => name !== "Contact p1" && name !== "Contact p11");
      equal(others, []);
      ok(
        [...drawn.values()].every((times) => times <= 3),
        `drawn so often: ${[...drawn.values()].join(", ")}`,
      );
      const elements = [panel, ...rows(panel)].flatMap((one) => [...one.shadowRoot!.querySelectorAll("*")]);
      ok(elements.length < 350, `${elements.length} elements`);
    } finally {
      Object.assign(prototype, { performUpdate });
      document.body.replaceChildren();
      api.restore();
    }
  });
});
