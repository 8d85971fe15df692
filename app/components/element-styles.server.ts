import { createHash } from "node:crypto";
import type { CSSResult } from "lit";
import { FollowUpMenu } from "../../widgets/follow-up-menu.ts";
import { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";

/** The styles of each element, and the name of the file that the build makes of them, so that no row repeats them. */
export const STYLE_FILES: ReadonlyMap<string, string> = new Map(
  [FollowUpRow, FollowUpMenu, FollowUpPanel].map((element) => {
    // An element has its styles once its attributes have been asked for.
    void element.observedAttributes;
    const styles = element.elementStyles.map((style) => (style as CSSResult).cssText).join("");
    const hash = createHash("sha256").update(styles).digest("hex").slice(0, 12);
    return [styles, `assets/element-${hash}.css`];
  }),
);
