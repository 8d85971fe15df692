import { html, nothing, type TemplateResult } from "lit";
import type { FollowUpMessages } from "./messages.ts";
import type { RequestError } from "./panel-client.ts";

/** The line under the rows. */
export interface Notice {
  text: string;
  refused?: boolean;
  /** Whom Undo is for. */
  name?: string;
  undo?: () => void;
}

/** The shapes of rows that are on their way. */
export function skeletonView(text: FollowUpMessages): TemplateResult {
  const bone = html`<div class="bone"></div>`;
  return html`<div part="skeleton">
    <p class="hidden">${text.loading}</p>
    ${bone}${bone}${bone}
  </div>`;
}

/** No follow-up is due. */
export function emptyView(text: FollowUpMessages, contactsHref: string): TemplateResult {
  return stateView("empty", text.empty, linkButton("contacts-link", contactsHref, text.goToContacts));
}

/** The visitor isn't signed in, or no longer. */
export function signedOutView(text: FollowUpMessages, hubHref: string): TemplateResult {
  return stateView("signed-out", text.signedOut, linkButton("sign-in-link", hubHref, text.signIn));
}

/** The rows couldn't be loaded. */
export function errorView(text: FollowUpMessages, failure: RequestError | null, retry: () => void): TemplateResult {
  const button = html`<button part="retry" class="button" @click=${retry}>${text.retry}</button>`;
  return stateView("error", withHint(text.failed, text, failure), button);
}

/** What the last click has done, and the way back. */
export function noticeView(text: FollowUpMessages, { text: sentence, refused, name, undo }: Notice): TemplateResult {
  return html`<div part="notice">
    <p role="status" class=${refused ? "refused" : ""}>${sentence}</p>
    ${
      undo
        ? html`<button part="undo" class="button undo" aria-label=${text.undoContact(name ?? "")} @click=${undo}>
            ${text.undo}
          </button>`
        : nothing
    }
  </div>`;
}

/** A sentence about a failure, and a second one where the visitor's network is to blame. */
export function withHint(sentence: string, text: FollowUpMessages, failure: RequestError | null): string {
  return failure?.code === "network_error" ? `${sentence} ${text.offline}` : sentence;
}

function stateView(part: string, title: string, action: TemplateResult): TemplateResult {
  return html`<div part=${part} class="state" role=${part === "error" ? "alert" : nothing}>
    <p>${title}</p>
    ${action}
  </div>`;
}

function linkButton(part: string, href: string, label: string): TemplateResult {
  return html`<a part=${part} class="button" href=${href}>${label}</a>`;
}
