import { FollowUpRow } from "./follow-up-row.ts";

if (!customElements.get("follow-up-row")) customElements.define("follow-up-row", FollowUpRow);
