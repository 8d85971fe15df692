import { LitElementRenderer, type RenderInfo } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import type { Attributes } from "./render-shadow.ts";

/** Returns the function that renders a defined Lit element's shadow root to HTML, its styles marked with `nonce`. */
export function shadowRenderer(nonce: string): (tag: string, attributes: Attributes) => string {
  return (tag, attributes) => {
    const renderer = new LitElementRenderer(tag);
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
    return html.replaceAll("<style>", `<style nonce="${nonce}">`);
  };
}
