import { useContext, type ReactNode } from "react";
import "./served-row.ts";
import { rowAttributes } from "../../widgets/row-attributes.ts";
import type { FollowUp } from "../domain/follow-up.ts";
import { reasonText } from "../domain/reason-text.ts";
import { Element } from "./element.tsx";
import { RenderShadow } from "./render-shadow.ts";
import { useLocale } from "./locale.ts";
import { profileHref } from "../contacts/way-back.ts";

/** A follow-up with the words that its row has for it. */
export function shownInRow(followUp: FollowUp): FollowUp {
  const { lastNote, lastContact } = followUp;
  const noted = lastContact ? `${lastNote} · ${lastContact}` : lastNote;
  return { ...followUp, reason: reasonText(followUp), ...(noted !== undefined && { lastNote: noted }) };
}

/** The card of one follow-up, which links to the profile; `children` are the page's own controls in its slots. */
export function Row({ followUp, children }: { followUp: FollowUp; children: ReactNode }) {
  const href = profileHref(followUp.id);
  const locale = useLocale();
  const shown = shownInRow(followUp);
  const shadow = useContext(RenderShadow)?.row(shown, href, locale);
  return (
    <Element tag="follow-up-row" attributes={rowAttributes(shown, href)} shadow={shadow}>
      {children}
    </Element>
  );
}
