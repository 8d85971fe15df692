import { createHash } from "node:crypto";
import type { CSSResult } from "lit";
import { FollowUpMenu } from "../../widgets/follow-up-menu.ts";
import { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";

const ELEMENTS = { "follow-up-row": FollowUpRow, "follow-up-menu": FollowUpMenu, "follow-up-panel": FollowUpPanel };

/** By tag, the file that the build makes of an element's styles, so that no row repeats them. */
export const STYLE_FILES: ReadonlyMap<string, { fileName: string; source: string }> = new Map(
  Object.entries(ELEMENTS).map(([tag, element]) => {
    // An element has its styles once its attributes have been asked for.
    void element.observedAttributes;
    const source = element.elementStyles.map((style) => (style as CSSResult).cssText).join("");
    const hash = createHash("sha256").update(source).digest("hex").slice(0, 12);
    return [tag, { fileName: `assets/${tag}-${hash}.css`, source }];
  }),
);
