import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { equal, until } from "./assert.ts";
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
    const added: Node[] = [];
    new MutationObserver((changes) => added.push(...changes.flatMap((change) => [...change.addedNodes]))).observe(
      row.shadowRoot!,
      { childList: true, subtree: true },
    );
    await import("../../app/components/served-row.ts");
    await until(() => !row.shadowRoot!.querySelector("img"), "initials in the place of the failed photo");
    await row.updateComplete;
    equal(textOf(part(row, "avatar")), "SL");
    equal(
      added.filter((node) => node instanceof Element && !!node.querySelector("img")),
      [],
    );
  });
});
