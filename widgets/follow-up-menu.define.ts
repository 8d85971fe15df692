import { FollowUpMenu } from "./follow-up-menu.ts";

if (!customElements.get("follow-up-menu")) customElements.define("follow-up-menu", FollowUpMenu);
