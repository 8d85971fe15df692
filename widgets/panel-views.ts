import { html, nothing, type TemplateResult } from "lit";
import type { FollowUpMessages } from "./messages.ts";
import type { RequestError } from "./panel-client.ts";

/** The shapes of rows that are on their way. */
export function skeletonView(text: FollowUpMessages): TemplateResult {
  const bone = html`<div class="bone"></div>`;
  return html`<div part="skeleton">
    <p class="hidden">${text.loading}</p>
    ${bone}${bone}${bone}
  </div>`;
}

/** What stands in for the rows where there are none: a sentence, and a link or a button to go on with. */
export function stateView(
  part: "empty" | "error" | "signed-out",
  title: string,
  hint: string,
  action: TemplateResult,
): TemplateResult {
  return html`<div part=${part} class="state ${part}" role=${part === "error" ? "alert" : nothing}>
    <p class="title">${title}</p>
    <p>${hint}</p>
    ${action}
  </div>`;
}

/** What a visitor can do about a failed request; empty where there is nothing to say. */
export function failureHint(text: FollowUpMessages, error: RequestError | null): string {
  if (error?.code === "network_error") return text.offline;
  return error?.status === 429 ? text.tooMany : "";
}
