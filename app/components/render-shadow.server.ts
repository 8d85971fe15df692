import { LitElementRenderer, type RenderInfo } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import { STYLE_FILES } from "./element-styles.server.ts";
import type { Attributes } from "./render-shadow.ts";

/** Links to an element's styles instead of repeating them; in development there is no file to link to. */
class LinkingRenderer extends LitElementRenderer {
  override renderShadow(info: RenderInfo) {
    const rendered = super.renderShadow(info);
    const file = import.meta.env.PROD && STYLE_FILES.get(this.tagName);
    if (!rendered || !file) return rendered;
    return [`<link rel="stylesheet" href="/${file.fileName}">`, ...rendered.slice(rendered.indexOf("</style>") + 1)];
  }
}

/**
 * Returns the function that renders a defined Lit element's shadow root to HTML: with a link to its styles, or in
 * development with the styles themselves, marked with `nonce`.
 */
export function shadowRenderer(nonce: string): (tag: string, attributes: Attributes) => string {
  return (tag, attributes) => {
    const renderer = new LinkingRenderer(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) renderer.setAttribute(name, value === true ? "" : value);
    }
    renderer.connectedCallback();
    const info: RenderInfo = {
      elementRenderers: [LinkingRenderer],
      customElementInstanceStack: [renderer],
      customElementHostStack: [renderer],
      eventTargetStack: [],
      slotStack: [],
      deferHydration: false,
    };
    const html = collectResultSync(renderer.renderShadow(info) ?? []);
    return html.replaceAll("<style>", `<style nonce="${nonce}">`);
  };
}
