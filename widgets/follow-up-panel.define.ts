import "./follow-up-menu.define.ts";
import "./follow-up-row.define.ts";
import { FollowUpPanel } from "./follow-up-panel.ts";

if (!customElements.get("follow-up-panel")) customElements.define("follow-up-panel", FollowUpPanel);
