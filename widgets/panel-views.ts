import { html, nothing, type TemplateResult } from "lit";
import type { SnoozeOption } from "../app/domain/snooze.ts";
import type { ActionDetail, MenuDetail, QualityDetail } from "./events.ts";
import type { FollowUpMessages } from "./messages.ts";
import type { RequestError } from "./follow-ups-client.ts";

/** What is told at the head. */
export interface Notice {
  text: string;
  refused?: boolean;
  /** Whom Undo is for. */
  name?: string;
  undo?: () => void;
  /** The button for the next follow-up. */
  next?: { label: string; act: () => void };
}

/** What the panel shows; `server` is the markup that came with the page, before the panel takes over. */
export type View = "server" | "loading" | "rows" | "empty" | "error" | "signed-out";

/** What the views are made of. */
export interface PanelModel {
  view: View;
  text: FollowUpMessages;
  heading: string;
  count: number | null | undefined;
  hubHref: string;
  contactsHref: string;
  failure: RequestError | null;
  notice: Notice;
  retry: () => void;
  /** The dates that the menu offers. */
  snoozeOptions: readonly SnoozeOption[];
  messages: Partial<FollowUpMessages>;
  onAction: (event: CustomEvent<ActionDetail>) => void;
  onMenu: (event: CustomEvent<MenuDetail>) => void;
  onQuality: (event: CustomEvent<QualityDetail>) => void;
}

/** The whole panel. */
export function panelView(model: PanelModel): TemplateResult {
  const { text, heading, count, hubHref, view, notice } = model;
  return html`<section part="panel" aria-labelledby="heading" aria-busy=${view === "loading"}>
    <header part="header">
      <h2 part="heading" id="heading" tabindex="-1">${heading}</h2>
      <a part="hub-link" href=${hubHref}>${text.viewAll}</a>
      <div part="notice">
        ${count == null ? nothing : html`<span part="count">${text.due(count)}</span>`} ${noticeView(text, notice)}
      </div>
    </header>
    ${bodyView(model)}
  </section>`;
}

function bodyView({ view, text, failure, retry, ...model }: PanelModel): TemplateResult {
  switch (view) {
    case "server":
      return html`<slot></slot>`;
    case "rows":
      return html`<ul part="list" role="list" @follow-up-action=${model.onAction} @follow-up-menu=${model.onMenu}></ul>
        <follow-up-menu
          exportparts="item"
          .snoozeOptions=${model.snoozeOptions}
          .messages=${model.messages}
          @follow-up-action=${model.onAction}
          @follow-up-quality=${model.onQuality}
        ></follow-up-menu>`;
    case "loading":
      return html`<div part="skeleton">
        <p class="hidden">${text.loading}</p>
        ${bone}${bone}${bone}
      </div>`;
    case "empty":
      return stateView(view, text.empty, linkButton("contacts-link", model.contactsHref, text.goToContacts));
    case "signed-out":
      return stateView(view, text.signedOut, linkButton("sign-in-link", model.hubHref, text.signIn));
    case "error":
      return stateView(
        view,
        withHint(text.failed, text, failure),
        html`<button part="retry" class="button" @click=${retry}>${text.retry}</button>`,
      );
  }
}

const bone = html`<div class="bone"></div>`;

function noticeView(text: FollowUpMessages, { text: sentence, refused, name, undo, next }: Notice): TemplateResult {
  return html`<p role="status" class=${refused ? "refused" : ""}>${sentence}</p>
    ${next ? html`<button part="next" class="button" @click=${next.act}>${next.label}</button>` : nothing}
    ${
      undo
        ? html`<button part="undo" class="button" aria-label=${text.undoContact(name ?? "")} @click=${undo}>
            ${text.undo}
          </button>`
        : nothing
    }`;
}

/** Another site or organization, and too often: what asking again doesn't mend, in the API's words. */
const TOLD = new Set([403, 409, 429]);

/** A sentence about a failure, and a second one where more is known of it. */
export function withHint(sentence: string, text: FollowUpMessages, failure: RequestError | null): string {
  const hint = failure && hintOf(failure, text);
  return hint ? `${sentence} ${hint}` : sentence;
}

function hintOf({ status, code, message }: RequestError, text: FollowUpMessages): string {
  if (code === "network_error") return navigator.onLine ? text.unreachable : text.offline;
  return TOLD.has(status) && code !== "http_error" ? text.because(code, message) : "";
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
