import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { equal, ok, until } from "./assert.ts";
import { part, textOf } from "./stage.ts";

const PHOTO = "https://photos.invalid/1.png";

describe("a photo of a served row that fails before the scripts are there", () => {
  it("gives way to initials, and is asked for once", async () => {
    const stage = document.createElement("main");
    document.body.replaceChildren(stage);
    stage.setHTMLUnsafe(await (await fetch(`/served-row?photo=${PHOTO}`)).text());
    const row = stage.firstElementChild as FollowUpRow;
    const photo = row.shadowRoot!.querySelector("img")!;
    photo.loading = "eager";
    await until(() => photo.complete && !photo.naturalWidth, "the photo's failure");
    equal(customElements.get("follow-up-row"), undefined);
    // The server's own goes with its card; one that Lit has put in would go by itself.
    const removed: Node[] = [];
    const watch = new MutationObserver((changes) => removed.push(...changes.flatMap((each) => [...each.removedNodes])));
    watch.observe(row.shadowRoot!, { childList: true, subtree: true });
    await import("../../app/components/served-row.ts");
    await until(() => !row.shadowRoot!.querySelector("img"), "initials in the place of the failed photo");
    await row.updateComplete;
    equal(textOf(part(row, "avatar")), "SL");
    ok(!removed.some((node) => node instanceof HTMLImageElement), "the photo was asked for again");
  });
});
