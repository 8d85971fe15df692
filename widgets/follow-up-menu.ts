import { html, LitElement, nothing, type TemplateResult } from "lit";
import { LEAD_QUALITIES, type LeadQuality } from "../app/domain/contact.ts";
import { mailHref } from "../app/domain/contact-links.ts";
import type { FollowUp } from "../app/domain/follow-up.ts";
import type { SnoozeOption } from "../app/domain/snooze.ts";
import { controlStyles } from "./control-styles.ts";
import { emit } from "./events.ts";
import { menuStyles } from "./menu-styles.ts";
import { ENGLISH, type FollowUpMessages } from "./messages.ts";
import { tokens } from "./tokens.ts";

/** Between the menu, its button and the window's edge. */
const GAP_PIXELS = 8;

/**
 * What can be done with one contact of a list: the one menu of all its rows, filled when it is opened.
 *
 * @tag follow-up-menu
 * @fires follow-up-open - A link was clicked; cancelling it keeps the browser from following the link.
 * @fires follow-up-action - A date to snooze to was chosen; `detail.until` is that date.
 * @fires follow-up-quality - A lead quality was chosen.
 * @csspart item - One link or button.
 */
export class FollowUpMenu extends LitElement {
  static override styles = [tokens, controlStyles, menuStyles];

  static override properties = {
    followUp: { attribute: false },
    href: { attribute: false },
    snoozeOptions: { attribute: false },
    links: { attribute: false },
    messages: { attribute: false },
  };

  /** Whom it is about. */
  declare followUp: FollowUp | null;
  /** The contact's profile. */
  declare href: string;
  /** The dates to snooze to. */
  declare snoozeOptions: readonly SnoozeOption[];
  /** Other places of the profile to offer, each by its hash. */
  declare links: readonly { hash: string; label: string }[];
  /** The strings that differ from the English ones. */
  declare messages: Partial<FollowUpMessages>;

  /** Whose menu was open when a row's button was pressed: it has closed by the time of the click. */
  #closed: string | null = null;

  constructor() {
    super();
    this.followUp = null;
    this.href = "";
    this.snoozeOptions = [];
    this.links = [];
    this.messages = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = "auto";
    this.role = "group";
    document.addEventListener("pointerdown", this.#onPress, true);
    this.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.#onPress, true);
  }

  readonly #onPress = (event: Event): void => {
    const isOnOpener = event.composedPath().some((place) => place instanceof Element && place.matches("[part=menu]"));
    this.#closed = isOnOpener && this.matches(":popover-open") ? this.followUp!.id : null;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const items = this.#items;
    const current = items.indexOf(this.shadowRoot!.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    items.at(step % items.length)?.focus();
  };

  get #items(): HTMLElement[] {
    return [...this.shadowRoot!.querySelectorAll<HTMLElement>("a,button")];
  }

  /** Opens beside the button that was clicked, about its row's contact; a second click there closes it. */
  async open(followUp: FollowUp, href: string, opener: Element): Promise<void> {
    const isSecondClick = followUp.id === this.#closed;
    this.#closed = null;
    if (isSecondClick) return;
    this.followUp = followUp;
    this.href = href;
    await this.updateComplete;
    this.ariaLabel = this.#text.actionsFor(followUp.contactName);
    this.showPopover();
    this.#place(opener.getBoundingClientRect());
    this.#items[0]?.focus();
  }

  /** Beneath the button, else above it, and inside the window. */
  #place({ right, top, bottom }: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height, style } = this;
    const above = top - height - GAP_PIXELS;
    const fits = bottom + height + GAP_PIXELS <= innerHeight || above < 0;
    const y = fits ? Math.min(bottom, innerHeight - height - GAP_PIXELS) : above;
    style.setProperty("--_x", `${scrollX + Math.max(GAP_PIXELS, right - width)}px`);
    style.setProperty("--_y", `${scrollY + Math.max(GAP_PIXELS, y)}px`);
  }

  get #text(): FollowUpMessages {
    return { ...ENGLISH, ...this.messages };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { followUp, href } = this;
    if (!followUp) return nothing;
    const text = this.#text;
    const { contactName: name, email, phones, leadQuality } = followUp;
    return html`<div part="items">
      <p class="name" dir="auto">${name}</p>
      ${this.#link(href, text.openProfile)}
      ${phones.map((phone) => (phone.href ? this.#link(phone.href, text.call, phone.text) : nothing))}
      ${email ? this.#link(mailHref(email)!, text.email, email) : nothing}
      ${this.links.map(({ hash, label }) => this.#link(href + hash, label))}
      <p>${text.snoozeUntil}</p>
      ${this.snoozeOptions.map((option) => {
        const { label, date } = option;
        const day = text.snoozeDay(option);
        const act = () => this.#tell("follow-up-action", { action: "snooze", until: date } as const);
        return this.#button(text.snoozeOption(label), text.snoozeContactUntil(name, label, day), act, { detail: day });
      })}
      <p>${text.leadQuality}</p>
      <div>
        ${[...LEAD_QUALITIES, null].map((quality: LeadQuality | null) => {
          const label = quality ? text.quality[quality] : text.noQuality;
          const act = () => this.#tell("follow-up-quality", { leadQuality: quality });
          return this.#button(label, text.qualityOf(name, label), act, { pressed: quality === leadQuality });
        })}
      </div>
    </div>`;
  }

  #link(href: string, label: string, detail: string | null = ""): TemplateResult {
    const name = this.#text.linkAbout(`${label} ${detail}`.trim(), this.followUp!.contactName);
    return html`<a part="item" href=${href} aria-label=${name} @click=${this.#onLink}>${label} <i>${detail}</i></a>`;
  }

  #button(
    label: string,
    name: string,
    act: () => void,
    { detail = "", pressed }: { detail?: string; pressed?: boolean },
  ): TemplateResult {
    return html`<button type="button" part="item" aria-label=${name} aria-pressed=${pressed ?? nothing} @click=${act}>
      ${label} <i>${detail}</i>
    </button>`;
  }

  readonly #onLink = (event: MouseEvent): void => {
    const href = (event.currentTarget as HTMLAnchorElement).getAttribute("href")!;
    this.hidePopover();
    const { contactId, contactName } = this.followUp!;
    if (!emit(this, "follow-up-open", { contactId, contactName, href }, true)) event.preventDefault();
  };

  #tell<Name extends "follow-up-action" | "follow-up-quality">(
    name: Name,
    choice: Omit<Parameters<typeof emit<Name>>[2], "contactId" | "contactName">,
  ): void {
    const { contactId, contactName } = this.followUp!;
    this.hidePopover();
    emit(this, name, { contactId, contactName, ...choice } as Parameters<typeof emit<Name>>[2]);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "follow-up-menu": FollowUpMenu;
  }
}
