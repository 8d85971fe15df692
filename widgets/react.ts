import type { DetailedHTMLProps, HTMLAttributes } from "react";

/** The attributes of `<follow-up-row>` in JSX. */
export interface FollowUpRowProps extends DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> {
  "contact-id"?: string;
  "contact-name"?: string;
  reason?: string;
  "lead-quality"?: "HOT" | "WARM" | "COLD" | "NURTURE";
  /** Present, as `""`, where the follow-up is late. */
  overdue?: "";
  "photo-url"?: string;
  company?: string;
  note?: string;
  href?: string;
  theme?: "auto" | "light" | "dark";
}

/** The attributes of `<follow-up-panel>` in JSX. */
export interface FollowUpPanelProps extends DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> {
  endpoint?: string;
  token?: string;
  limit?: number | string;
  heading?: string;
  "hub-href"?: string;
  "contact-href"?: string;
  theme?: "auto" | "light" | "dark";
  count?: number | string;
}

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- it is where JSX looks up its elements
  namespace JSX {
    interface IntrinsicElements {
      "follow-up-row": FollowUpRowProps;
      "follow-up-panel": FollowUpPanelProps;
    }
  }
}
