import { html, type TemplateResult } from "lit";
import { rowAttributes } from "../../../widgets/row-attributes.ts";
import { profileHref } from "../../contacts/way-back.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { shownInRow } from "../row.tsx";
import { attributesHtml, templateHtml } from "../template-html.server.ts";

/**
 * What `HubRow` has in its list item, as text: the same elements, attributes and text that React makes of it there, in
 * a fraction of the time. In the browser React takes them over as its own.
 */
export function hubRowHtml(
  followUp: FollowUp,
  { selected, shadow }: { selected: boolean; shadow: (followUp: FollowUp, href: string) => string },
): string {
  const { id, contactName } = followUp;
  const href = profileHref(id);
  const shown = shownInRow(followUp);
  const contact = encodeURIComponent(id);
  const name = html`<span class="visually-hidden">${contactName}</span>`;
  const button = (action: string, label: TemplateResult) =>
    html`<button slot=${action} name="row" value="action=${action}&amp;personIds=${contact}">${label}</button>`;
  const box = {
    ...{ slot: "select", type: "checkbox", name: "personIds", "aria-label": `Select ${contactName}` },
    ...{ checked: selected, value: id },
  };
  return [
    `<follow-up-row${attributesHtml(rowAttributes(shown, href))}>`,
    `<template shadowrootmode="open">${shadow(shown, href)}</template>`,
    `<input${attributesHtml(box)}/>`,
    templateHtml(button("snooze", html`<span>Snooze ${name}</span>`)),
    templateHtml(button("done", html`<span>Mark ${name} done</span>`)),
    "</follow-up-row>",
  ].join("");
}
