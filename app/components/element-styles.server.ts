import { createHash } from "node:crypto";
import type { CSSResult, LitElement } from "lit";
import { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";

/** A file that the build makes of an element's styles. */
export interface StyleFile {
  fileName: string;
  source: string;
}

/** The files of the elements whose shadow roots the server renders, so that no row repeats its styles. */
export const STYLE_FILES = {
  "follow-up-row": styleFile("follow-up-row", FollowUpRow),
  "follow-up-panel": styleFile("follow-up-panel", FollowUpPanel),
};

function styleFile(tag: string, element: typeof LitElement): StyleFile {
  // An element has its styles once its attributes have been asked for.
  void element.observedAttributes;
  const source = element.elementStyles.map((style) => (style as CSSResult).cssText).join("");
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 12);
  return { fileName: `assets/${tag}-${hash}.css`, source };
}
