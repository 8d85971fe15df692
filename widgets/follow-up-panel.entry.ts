import "./follow-up-panel.define.ts";

export { FollowUpPanel } from "./follow-up-panel.ts";
export { FollowUpRow } from "./follow-up-row.ts";
export { rowAttributes, type RowAttributes } from "./row-attributes.ts";
export type * from "./events.ts";
export type { FollowUpMessages } from "./messages.ts";
export type { DueList as DueFollowUps } from "../app/domain/due-list.ts";
export type { TokenProvider } from "./follow-ups-client.ts";
