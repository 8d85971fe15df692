/* eslint max-lines: ["error", 270] -- one element is one class, with all that a page can set or style written above it */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { LeadQuality } from "../app/domain/contact.ts";
import { controlStyles } from "./control-styles.ts";
import { emit, type FollowUpAction } from "./events.ts";
import { flame } from "./icons.ts";
import { initials, tint } from "./initials.ts";
import { ENGLISH, type FollowUpMessages } from "./messages.ts";
import { rowStyles } from "./row-styles.ts";
import { tokens } from "./tokens.ts";

/** A pointer that has moved so far between down and up has selected text. */
const DRAG_PIXELS = 4;

/**
 * One contact whose follow-up is due, as a card that sizes itself by the room it has.
 *
 * @tag follow-up-row
 * @slot select - A checkbox before the avatar; nothing shows without one.
 * @slot snooze - Takes the place of the built-in Snooze button.
 * @slot done - Takes the place of the built-in Mark done button.
 * @fires follow-up-open - The name, or the row beside its buttons, was clicked; cancelling it keeps the browser from
 * following the link.
 * @fires follow-up-menu - The menu button was clicked; whoever opens a menu cancels it, else the profile opens.
 * @fires follow-up-action - A built-in button was clicked; `detail.action` is `snooze` or `done`.
 * @csspart card - The whole card.
 * @csspart overdue - The card of an overdue follow-up.
 * @csspart avatar - The round photo or initials.
 * @csspart photo - The photo in the avatar.
 * @csspart name - The contact's name.
 * @csspart flame - The sign of a hot lead.
 * @csspart chip - The lead quality; also `hot`, `warm`, `cold` or `nurture`.
 * @csspart meta - The second line: the lead quality, the reason, the company and the last note.
 * @csspart reason - Why the contact is on the list.
 * @csspart company - The contact's company.
 * @csspart note - What was noted last.
 * @csspart actions - The buttons and the menu.
 * @csspart snooze - The built-in Snooze button.
 * @csspart done - The built-in Mark done button.
 * @csspart menu - The button of the overflow menu.
 * @cssprop [--follow-up-surface] - The background of the card and its buttons.
 * @cssprop [--follow-up-hover] - The background of a button under the pointer.
 * @cssprop [--follow-up-text] - The colour of the text.
 * @cssprop [--follow-up-muted] - The colour of the second line.
 * @cssprop [--follow-up-border] - The colour of the card's and its buttons' border.
 * @cssprop [--follow-up-accent] - The colour of links and of the focus ring.
 * @cssprop [--follow-up-overdue] - The colour of an overdue card's thick border and of its reason.
 * @cssprop [--follow-up-flame] - The colour of the flame.
 * @cssprop [--follow-up-hot-hue=42] - The hue of the chip Hot, in degrees; its contrast stays.
 * @cssprop [--follow-up-warm-hue=14] - The hue of the chip Warm.
 * @cssprop [--follow-up-cold-hue=212] - The hue of the chip Cold.
 * @cssprop [--follow-up-nurture-hue=265] - The hue of the chip Nurture.
 * @cssprop [--follow-up-font-family=system-ui, sans-serif] - The typeface.
 * @cssprop [--follow-up-font-size=0.875em] - The size of the text, of 16 px as a rule; all other sizes go with it.
 * @cssprop [--follow-up-radius=12px] - The card's corners.
 * @cssprop [--follow-up-padding=0.4em 0.9em 0.4em 0.65em] - The room inside the card.
 * @cssprop [--follow-up-avatar-size=2.4em] - The avatar's diameter.
 * @cssprop [--follow-up-control-size=2.15em] - The height of a button under a fine pointer.
 * @cssprop [--follow-up-control-radius=0.5714em] - A button's corners.
 */
export class FollowUpRow extends LitElement {
  static override styles = [tokens, controlStyles, rowStyles];

  static override properties = {
    contactId: { attribute: "contact-id" },
    contactName: { attribute: "contact-name" },
    reason: {},
    date: {},
    leadQuality: { attribute: "lead-quality" },
    overdue: { type: Boolean, reflect: true },
    photoUrl: { attribute: "photo-url" },
    company: {},
    note: {},
    href: {},
    theme: { reflect: true },
    busy: { type: Boolean },
    messages: { attribute: false },
    photoFailed: { state: true, attribute: false },
  };

  /** The contact's id, as the events name it. */
  declare contactId: string;
  /** The contact's name. */
  declare contactName: string;
  /** Why the contact is on the list, such as `Follow-up overdue by 4 days`. */
  declare reason: string;
  /** When the follow-up is due, `YYYY-MM-DD`. */
  declare date: string | null;
  /** `HOT`, `WARM`, `COLD` or `NURTURE`; without it there is no chip. */
  declare leadQuality: LeadQuality | null;
  /** Whether the follow-up is late: the card's thick border. */
  declare overdue: boolean;
  /** The https address of a photo; initials show without it and where it can't be loaded. */
  declare photoUrl: string | null;
  /** The contact's company. */
  declare company: string | null;
  /** When they were last in contact and what was noted, such as `Called 18 Nov: wants 3 bedrooms`. */
  declare note: string | null;
  /** Where the name links to; without it the name is plain text. */
  declare href: string | null;
  /** `light`, `dark` or `auto` (the visitor's preference); without it the page around decides. */
  declare theme: "auto" | "light" | "dark" | null;
  /** Whether the built-in buttons are out of use because a request is under way. */
  declare busy: boolean;
  /** The row's strings, where they differ from the English ones. */
  declare messages: Partial<FollowUpMessages>;
  declare private photoFailed: boolean;
  #pressed = { x: 0, y: 0 };

  constructor() {
    super();
    this.contactId = "";
    this.contactName = "";
    this.reason = "";
    this.overdue = false;
    this.busy = false;
    this.messages = {};
    this.photoFailed = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("photoUrl")) this.photoFailed = false;
  }

  protected override firstUpdated(): void {
    const photo = this.renderRoot.querySelector("img");
    // A photo in server-rendered markup can fail before anything listens for it.
    if (photo?.complete && !photo.naturalWidth) this.photoFailed = true;
  }

  #onOpen(event: MouseEvent): void {
    const { contactId, contactName, href } = this;
    if (!emit(this, "follow-up-open", { contactId, contactName, href: href ?? "" }, true)) event.preventDefault();
  }

  #onMenu(event: MouseEvent): void {
    const { contactId, contactName, href } = this;
    const opener = event.currentTarget as Element;
    const detail = { contactId, contactName, href: href ?? "", opener };
    if (!emit(this, "follow-up-menu", detail, true)) event.preventDefault();
  }

  #onPress({ clientX, clientY }: MouseEvent): void {
    this.#pressed = { x: clientX, y: clientY };
  }

  /** A click beside the row's controls is one on the name; text that was dragged over is only selected. */
  #onCard(event: MouseEvent): void {
    const { clientX, clientY, ctrlKey, metaKey, shiftKey, detail } = event;
    const { x, y } = this.#pressed;
    const isOnControl = event
      .composedPath()
      .slice(0, event.composedPath().indexOf(this))
      .some((place) => place instanceof Element && place.matches("a, button, input, label, [slot]"));
    if (isOnControl || detail > 1 || Math.hypot(clientX - x, clientY - y) > DRAG_PIXELS) return;
    const click = { ctrlKey, metaKey, shiftKey, bubbles: true, composed: true, cancelable: true };
    this.renderRoot.querySelector("a")?.dispatchEvent(new MouseEvent("click", click));
  }

  #onAction(event: MouseEvent, action: FollowUpAction): void {
    const { contactId, contactName } = this;
    // The second click of a double click would meet the row that has moved up under the pointer.
    if (!this.busy && event.detail < 2) emit(this, "follow-up-action", { contactId, contactName, action });
  }

  #onKey(event: KeyboardEvent): void {
    // Enter held down would run through the list.
    if (event.repeat && event.key === "Enter") event.preventDefault();
    // The menu button is a link, for where there are no scripts.
    if (event.key === " " && event.currentTarget instanceof HTMLAnchorElement) {
      event.preventDefault();
      event.currentTarget.click();
    }
  }

  /** Moves the focus to a built-in control of the row, once it is rendered: its `name`, `snooze`, `done` or `menu`. */
  async focusControl(control = "done", options?: FocusOptions): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[part=${control}]`)?.focus(options);
  }

  protected override render(): TemplateResult {
    const text = { ...ENGLISH, ...this.messages };
    const { contactName, leadQuality, href, company, note, reason, date } = this;
    const due = date ? text.dueOn(date) : nothing;
    const quality = leadQuality?.toLowerCase();
    return html`<div part=${this.overdue ? "card overdue" : "card"} @mousedown=${this.#onPress} @click=${this.#onCard}>
      <slot name="select"></slot>
      <div part="avatar" class="tint-${tint(contactName)}" aria-hidden="true">
        ${initials(contactName)}${this.#photo()}
      </div>
      <div class="text">
        <div class="line">
          ${
            href
              ? html`<a part="name" dir="auto" href=${href} @click=${this.#onOpen}>${contactName}</a>`
              : html`<span part="name" dir="auto">${contactName}</span>`
          }
          ${
            quality === "hot"
              ? html`<span part="flame">${flame}<span class="hidden">${text.hotLead}</span></span>`
              : nothing
          }
        </div>
        <div part="meta" title=${due}>
          ${leadQuality ? html`<span part="chip ${quality}">${text.quality[leadQuality]}</span>` : nothing}
          <span part="reason">${reason}</span>
          <span class="hidden">${due}</span>
          ${company ? html`<span part="company" dir="auto">${company}</span>` : nothing}
          ${note ? html`<span part="note" dir="auto">${note}</span>` : nothing}
        </div>
      </div>
      <div part="actions">
        <slot name="snooze">${this.#button("snooze", text)}</slot>
        <slot name="done">${this.#button("done", text)}</slot>
        ${href ? this.#menu(href, text) : nothing}
      </div>
    </div>`;
  }

  #photo(): TemplateResult | typeof nothing {
    if (this.photoFailed || !/^https:/i.test(this.photoUrl ?? "")) return nothing;
    return html`<img
      part="photo"
      src=${this.photoUrl}
      alt=""
      loading="lazy"
      referrerpolicy="no-referrer"
      @error=${() => (this.photoFailed = true)}
    />`;
  }

  #menu(href: string, text: FollowUpMessages): TemplateResult {
    return html`<a
      part="menu"
      class="button"
      role="button"
      href=${href}
      aria-label=${text.menuOf(this.contactName)}
      @click=${this.#onMenu}
      @keydown=${this.#onKey}
      >⋯</a
    >`;
  }

  #button(action: FollowUpAction, text: FollowUpMessages): TemplateResult {
    return html`<button
      type="button"
      part=${action}
      class="button"
      aria-disabled=${this.busy || nothing}
      @click=${(event: MouseEvent) => this.#onAction(event, action)}
      @keydown=${this.#onKey}
    >
      <span class="label" aria-hidden="true">${text[action]}</span>
      <span class="hidden">${text[`${action}Contact`](this.contactName)}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "follow-up-row": FollowUpRow;
  }
}
