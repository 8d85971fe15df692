import type { FollowUpEventMap } from "./events.ts";
import type { FollowUpPanel } from "./follow-up-panel.ts";
import type { FollowUpRow } from "./follow-up-row.ts";

type Listeners = {
  [Name in keyof FollowUpEventMap as `on${Capitalize<Name>}`]?: (event: FollowUpEventMap[Name]) => void;
};

/** A custom element as a component that Vue's templates know. */
export type VueElement<Element, Names extends keyof Element> = new () => {
  $props: Partial<Pick<Element, Names>> & Listeners;
};

/** `<follow-up-row>` in a template. */
export type VueFollowUpRow = VueElement<
  FollowUpRow,
  | "contactId"
  | "contactName"
  | "reason"
  | "leadQuality"
  | "overdue"
  | "photoUrl"
  | "company"
  | "note"
  | "href"
  | "theme"
  | "busy"
  | "messages"
>;

/** `<follow-up-panel>` in a template. */
export type VueFollowUpPanel = VueElement<
  FollowUpPanel,
  | "endpoint"
  | "token"
  | "limit"
  | "heading"
  | "hubHref"
  | "contactHref"
  | "theme"
  | "count"
  | "tokenProvider"
  | "messages"
>;

// @ts-expect-error -- Vue is there in the projects that use this file only.
declare module "vue" {
  interface GlobalComponents {
    "follow-up-row": VueFollowUpRow;
    "follow-up-panel": VueFollowUpPanel;
  }
}
