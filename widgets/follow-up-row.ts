import { LitElement, type PropertyValues, type TemplateResult } from "lit";
import type { LeadQuality } from "../app/domain/contact.ts";
import { controlStyles } from "./control-styles.ts";
import { emit, type FollowUpAction } from "./events.ts";
import { ENGLISH, type FollowUpMessages } from "./messages.ts";
import { rowStyles } from "./row-styles.ts";
import { rowView } from "./row-view.ts";
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
 * @cssprop [--follow-up-warm-hue=42] - The hue of the chip Warm.
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
  #pressed: Pick<MouseEvent, "clientX" | "clientY"> = { clientX: 0, clientY: 0 };

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

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    this.listen(root);
    return root;
  }

  /** Hears of what is done to the row's controls; their parts tell which is which. */
  protected listen(root: HTMLElement | DocumentFragment): void {
    for (const type of ["mousedown", "click", "keydown", "error"]) root.addEventListener(type, this, true);
  }

  /** @internal */
  handleEvent(event: Event): void {
    const target = event.target as Element;
    // What the page has put into a slot is the page's own.
    if (!this.renderRoot.contains(target)) return;
    const control = target.closest<HTMLElement>("a[part],button[part]");
    if (event.type === "error") this.photoFailed = true;
    else if (event.type === "mousedown") this.#pressed = event as MouseEvent;
    else if (event.type === "click") this.#onClick(event as MouseEvent, control);
    else if (control) this.#onKey(event as KeyboardEvent, control);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("photoUrl")) this.photoFailed = false;
  }

  protected override firstUpdated(): void {
    this.checkPhoto();
  }

  /** A photo in server-rendered markup can fail before anything listens for it. */
  protected checkPhoto(): void {
    const photo = this.renderRoot.querySelector("img");
    if (photo?.complete && !photo.naturalWidth) this.photoFailed = true;
  }

  #onClick(event: MouseEvent, control: Element | null): void {
    const part = control?.part.value;
    if (part === "snooze" || part === "done") this.#act(event, part);
    else if (control) this.#onLink(event, part === "menu" ? control : null);
    else this.#onCard(event);
  }

  /** The name was clicked, or the menu's button: `opener`. */
  #onLink(event: MouseEvent, opener: Element | null): void {
    const { contactId, contactName, href } = this;
    const detail = { contactId, contactName, href: href ?? "" };
    const isFollowed = opener
      ? emit(this, "follow-up-menu", { ...detail, opener }, true)
      : emit(this, "follow-up-open", detail, true);
    if (!isFollowed) event.preventDefault();
  }

  /** A click beside the row's controls is one on the name; text that was dragged over is only selected. */
  #onCard(event: MouseEvent): void {
    const { clientX, clientY, ctrlKey, metaKey, shiftKey, detail } = event;
    const { clientX: x, clientY: y } = this.#pressed;
    if (detail > 1 || Math.hypot(clientX - x, clientY - y) > DRAG_PIXELS) return;
    const click = { ctrlKey, metaKey, shiftKey, bubbles: true, composed: true, cancelable: true };
    this.renderRoot.querySelector("a")?.dispatchEvent(new MouseEvent("click", click));
  }

  #act(event: MouseEvent, action: FollowUpAction): void {
    const { contactId, contactName } = this;
    // The second click of a double click would meet the row that has moved up under the pointer.
    if (!this.busy && event.detail < 2) emit(this, "follow-up-action", { contactId, contactName, action });
  }

  #onKey(event: KeyboardEvent, control: HTMLElement): void {
    const part = control.part.value;
    if (part === "name") return;
    // Enter held down would run through the list.
    if (event.repeat && event.key === "Enter") event.preventDefault();
    // The menu button is a link, for where there are no scripts.
    if (event.key === " " && part === "menu") {
      event.preventDefault();
      control.click();
    }
  }

  /** Moves the focus to a built-in control of the row, once it is rendered: its `name`, `snooze`, `done` or `menu`. */
  async focusControl(control = "done", options?: FocusOptions): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[part=${control}]`)?.focus(options);
  }

  protected override render(): TemplateResult {
    return rowView(this, { ...ENGLISH, ...this.messages }, { isPhotoless: this.photoFailed });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "follow-up-row": FollowUpRow;
  }
}
