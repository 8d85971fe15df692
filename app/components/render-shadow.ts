import { createContext } from "react";
import type { FollowUp } from "../domain/follow-up.ts";
import type { Locale } from "../domain/locale.ts";

/** The attributes of an element: text, or true for one without a value. */
export type Attributes = Record<string, string | boolean | undefined>;

/** Renders the shadow roots of the elements on a page. */
export interface ShadowRenderer {
  /** A row whose name links to `href`, and into which the page puts its own buttons. */
  row(followUp: FollowUp, href: string, locale: Locale): string;
  panel(attributes: Attributes): string;
}

/** Only the server provides it: in the browser the parser has made the shadow roots already. */
export const RenderShadow = createContext<ShadowRenderer | null>(null);
