// By it Lit takes over the panel that the server rendered; it has to be there before any element.
import "@lit-labs/ssr-client/lit-element-hydrate-support.js";
import { adoptStyles } from "lit";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";

/**
 * A row that leaves what the server has written into its shadow root as it is, and renders only once there is something
 * else to show: hundreds of rows cost nothing but their listeners then.
 */
export class ServedRow extends FollowUpRow {
  /** What the server's markup shows, while it is there. */
  #served: unknown[] | null = null;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.shadowRoot;
    if (!root) return super.createRenderRoot();
    this.listen(root);
    this.#served = this.#values();
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#served) this.checkPhoto();
  }

  protected override shouldUpdate(): boolean {
    const values = this.#values();
    return !this.#served?.every((value, place) => value === values[place]);
  }

  protected override update(changed: Parameters<FollowUpRow["update"]>[0]): void {
    if (this.#served) this.#takeOver(this.renderRoot as ShadowRoot);
    super.update(changed);
  }

  #values(): unknown[] {
    return Object.keys(FollowUpRow.properties).map((name) => this[name as keyof this]);
  }

  #takeOver(root: ShadowRoot): void {
    const focused = root.activeElement?.part.value;
    this.#served = null;
    root.replaceChildren();
    adoptStyles(root, FollowUpRow.elementStyles);
    if (focused) void this.focusControl(focused);
  }
}

if (!customElements.get("follow-up-row")) customElements.define("follow-up-row", ServedRow);
