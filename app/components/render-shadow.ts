import { createContext } from "react";
import type { FollowUp } from "../domain/follow-up.ts";
import type { Locale } from "../domain/locale.ts";

/** The attributes of an element: text, or true for one without a value. */
export type Attributes = Record<string, string | boolean | undefined>;

/** Renders what React doesn't on the server, or takes too long for: the shadow roots of the elements on a page, and the hub's rows. */
export interface ShadowRenderer {
  /** What a row of the hub holds, the same that React makes of it. */
  hubRow(followUp: FollowUp, selected: boolean, locale: Locale): string;
  /** A row whose name links to `href`, and into which the page puts its own buttons. */
  row(followUp: FollowUp, href: string, locale: Locale): string;
  panel(attributes: Attributes): string;
}

/** Only the server provides it: in the browser the parser has made the shadow roots already. */
export const RenderShadow = createContext<ShadowRenderer | null>(null);
