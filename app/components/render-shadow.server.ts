import { LitElementRenderer, type RenderInfo } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import { ENGLISH } from "../../widgets/messages.ts";
import { rowContent } from "../../widgets/row-attributes.ts";
import { rowView } from "../../widgets/row-view.ts";
import { longDate } from "../domain/date-text.ts";
import { STYLE_FILES, type StyleFile } from "./element-styles.server.ts";
import type { Attributes, ShadowRenderer } from "./render-shadow.ts";
import { hubRowHtml } from "./hub/hub-row-html.server.ts";
import { templateHtml } from "./template-html.server.ts";

/**
 * Returns the functions that render shadow roots to HTML: with a link to the element's styles, or in development, where
 * there is no file to link to, with the styles themselves, marked with `nonce`.
 */
export function shadowRenderer(nonce: string): ShadowRenderer {
  const styled = ({ fileName, source }: StyleFile) =>
    import.meta.env.PROD ? `<link rel="stylesheet" href="/${fileName}">` : `<style nonce="${nonce}">${source}</style>`;
  const rowStyles = styled(STYLE_FILES["follow-up-row"]);
  const row: ShadowRenderer["row"] = (followUp, href, locale) => {
    const text = { ...ENGLISH, dueOn: (date: string) => `Due ${longDate(date, locale)}` };
    const view = rowView(rowContent(followUp, href), text, { slotted: ["snooze", "done"] });
    return rowStyles + templateHtml(view);
  };
  return {
    row,
    hubRow: (followUp, selected, locale) => hubRowHtml(followUp, { selected, shadow: (...of) => row(...of, locale) }),
    panel: (attributes) => styled(STYLE_FILES["follow-up-panel"]) + panelHtml(attributes),
  };
}

/** The panel, which Lit takes over in the browser, without its styles. */
function panelHtml(attributes: Attributes): string {
  const renderer = new LitElementRenderer("follow-up-panel");
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) renderer.setAttribute(name, value === true ? "" : value);
  }
  renderer.connectedCallback();
  const info: RenderInfo = {
    elementRenderers: [LitElementRenderer],
    customElementInstanceStack: [renderer],
    customElementHostStack: [renderer],
    eventTargetStack: [],
    slotStack: [],
    deferHydration: false,
  };
  const html = collectResultSync(renderer.renderShadow(info) ?? []);
  return html.slice(html.indexOf("</style>") + "</style>".length);
}
