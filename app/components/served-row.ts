import { adoptStyles, type PropertyValues } from "lit";
import { FollowUpRow } from "../../widgets/follow-up-row.ts";

const PROPERTIES = Object.keys(FollowUpRow.properties) as (keyof FollowUpRow)[];

/**
 * A row that leaves what the server has written into its shadow root as it is, and renders only once there is something
 * else to show: hundreds of rows cost nothing but their listeners then.
 */
export class ServedRow extends FollowUpRow {
  /** What the server's markup shows, while it is there. */
  #served: Partial<Record<keyof FollowUpRow, unknown>> | null = null;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.shadowRoot;
    if (!root) return super.createRenderRoot();
    this.listen(root);
    this.#served = Object.fromEntries(PROPERTIES.map((name) => [name, this[name]]));
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#served) this.checkPhoto();
  }

  protected override shouldUpdate(): boolean {
    const served = this.#served;
    return !served || PROPERTIES.some((name) => this[name] !== served[name]);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A photo that has failed before is the same one at the first update, to which everything is new.
    if (this.#served?.photoUrl !== this.photoUrl) super.willUpdate(changed);
  }

  protected override update(changed: Parameters<FollowUpRow["update"]>[0]): void {
    if (this.#served) this.#takeOver(this.renderRoot as ShadowRoot);
    super.update(changed);
  }

  #takeOver(root: ShadowRoot): void {
    const focused = root.activeElement?.part.value;
    this.#served = null;
    root.replaceChildren();
    adoptStyles(root, FollowUpRow.elementStyles);
    // What another device has changed doesn't scroll the page.
    if (focused) void this.focusControl(focused, { preventScroll: true });
  }
}

if (!customElements.get("follow-up-row")) customElements.define("follow-up-row", ServedRow);
