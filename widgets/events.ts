import type { LeadQuality } from "../app/domain/contact.ts";
import type { Counts, FollowUp } from "../app/domain/follow-up.ts";

/** What can be done to a follow-up with one click. */
export type FollowUpAction = "done" | "snooze";

/** The name of a contact was clicked. */
export interface OpenDetail {
  contactId: string;
  contactName: string;
  href: string;
}

/** Snooze or Mark done was clicked in a row, or a date to snooze to chosen in its menu; nothing has been sent yet. */
export interface ActionDetail {
  contactId: string;
  contactName: string;
  action: FollowUpAction;
  /** The date to snooze to, `YYYY-MM-DD`; without it Snooze means the usual three days. */
  until?: string;
}

/** A lead quality was chosen in the menu; nothing has been sent yet. */
export interface QualityDetail {
  contactId: string;
  contactName: string;
  leadQuality: LeadQuality | null;
}

/** A row's menu button was clicked: whoever opens a menu beside `opener` cancels the event. */
export interface MenuDetail extends OpenDetail {
  opener: Element;
}

/** The panel has received its rows. */
export interface LoadDetail {
  followUps: readonly FollowUp[];
  counts: Counts;
}

/** The server has carried out a snooze, a done or an undo, or set the next follow-up. */
export interface OperationDetail {
  followUp: FollowUp;
  operationId: string;
}

/** A request failed; `status` is 0 where no answer came. */
export interface ErrorDetail {
  request: "load" | "undo" | "next" | "quality" | FollowUpAction;
  status: number;
  code: string;
  message: string;
  contactId?: string;
}

/** The panel is across origins and has neither token nor provider: a listener can set one on the event's target. */
export type TokenDetail = Record<string, never>;

/** Every event of `<follow-up-row>` and `<follow-up-panel>`; all of them bubble and cross shadow roots. */
export interface FollowUpEventMap {
  "follow-up-open": CustomEvent<OpenDetail>;
  "follow-up-action": CustomEvent<ActionDetail>;
  "follow-up-menu": CustomEvent<MenuDetail>;
  "follow-up-quality": CustomEvent<QualityDetail>;
  "follow-up-load": CustomEvent<LoadDetail>;
  "follow-up-done": CustomEvent<OperationDetail>;
  "follow-up-snooze": CustomEvent<OperationDetail>;
  "follow-up-undo": CustomEvent<OperationDetail>;
  "follow-up-next": CustomEvent<OperationDetail>;
  "follow-up-error": CustomEvent<ErrorDetail>;
  "follow-up-token": CustomEvent<TokenDetail>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it merges with the one of the browser
  interface HTMLElementEventMap extends FollowUpEventMap {}
}

/** Dispatches one of these events; false where a listener has cancelled it. */
export function emit<Name extends keyof FollowUpEventMap>(
  target: EventTarget,
  name: Name,
  detail: FollowUpEventMap[Name]["detail"],
  cancelable = false,
): boolean {
  return target.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
}
