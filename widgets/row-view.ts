import { html, nothing, type TemplateResult } from "lit";
import type { LeadQuality } from "../app/domain/contact.ts";
import type { FollowUpAction } from "./events.ts";
import { initials, tint } from "./initials.ts";
import type { FollowUpMessages } from "./messages.ts";

/** What a row shows, by the names of the element's properties. */
export interface RowContent {
  contactName: string;
  reason: string;
  date: string | null;
  leadQuality: LeadQuality | null;
  overdue: boolean;
  photoUrl: string | null;
  company: string | null;
  note: string | null;
  href: string | null;
  busy: boolean;
}

/**
 * A row's shadow root, as the element renders it in the browser and the server as text. What its controls do is told by
 * their parts, so that markup from the server works as it is. `slotted` are the buttons that the page brings along.
 */
export function rowView(
  { contactName, reason, date, leadQuality, overdue, photoUrl, company, note, href, busy }: RowContent,
  text: FollowUpMessages,
  { slotted = [], isPhotoless = false }: { slotted?: readonly FollowUpAction[]; isPhotoless?: boolean } = {},
): TemplateResult {
  const due = date ? text.dueOn(date) : nothing;
  const quality = leadQuality?.toLowerCase();
  const button = (action: FollowUpAction) =>
    slotted.includes(action) ? nothing : buttonView(action, contactName, busy, text);
  return html`<div part=${overdue ? "card overdue" : "card"}>
    <slot name="select"></slot>
    <div part="avatar" class="tint-${tint(contactName)}" aria-hidden="true">
      ${initials(contactName)}${
        !isPhotoless && /^https:/i.test(photoUrl ?? "")
          ? html`<img part="photo" src=${photoUrl} alt="" loading="lazy" referrerpolicy="no-referrer" />`
          : nothing
      }
    </div>
    <div class="text">
      <div class="line">
        ${
          href
            ? html`<a part="name" dir="auto" href=${href}>${contactName}</a>`
            : html`<span part="name" dir="auto">${contactName}</span>`
        }
        ${quality === "hot" ? html`<span part="flame"><span class="hidden">${text.hotLead}</span></span>` : nothing}
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
      <slot name="snooze">${button("snooze")}</slot>
      <slot name="done">${button("done")}</slot>
      ${
        href
          ? html`<a part="menu" class="button" role="button" href=${href} aria-label=${text.menuOf(contactName)}>⋯</a>`
          : nothing
      }
    </div>
  </div>`;
}

function buttonView(
  action: FollowUpAction,
  contactName: string,
  busy: boolean,
  text: FollowUpMessages,
): TemplateResult {
  return html`<button type="button" part=${action} class="button" aria-disabled=${busy || nothing}>
    <span class="label" aria-hidden="true">${text[action]}</span>
    <span class="hidden">${text[`${action}Contact`](contactName)}</span>
  </button>`;
}
