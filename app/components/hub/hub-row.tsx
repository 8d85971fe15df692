import { memo, useContext } from "react";
import { longDate } from "../../domain/date-text.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { RenderShadow } from "../render-shadow.ts";
import { Row } from "../row.tsx";
import { useLocale } from "../locale.ts";

/** What a row shows. */
export interface HubRowProps {
  followUp: FollowUp;
  selected: boolean;
}

/** One row of the hub: the card, and in its slots the checkbox and buttons that belong to the page's form. */
export const HubRow = memo(function HubRow({ followUp, selected }: HubRowProps) {
  const locale = useLocale();
  const rendered = useContext(RenderShadow)?.hubRow(followUp, selected, locale);
  const { id, contactName, nextFollowUpDate } = followUp;
  const due = `Due ${longDate(nextFollowUpDate, locale)}`;
  if (rendered !== undefined) return <li data-due={due} dangerouslySetInnerHTML={{ __html: rendered }} />;
  return (
    <li data-due={due}>
      <Row followUp={followUp}>
        <input
          slot="select"
          type="checkbox"
          name="personIds"
          value={id}
          defaultChecked={selected}
          aria-label={`Select ${contactName}`}
        />
        {rowButtons(followUp)}
      </Row>
    </li>
  );
});

/** Snooze and Mark done for one row; their value names that row alone, whatever else the form has ticked. */
export function rowButtons({ id, contactName }: FollowUp) {
  const contact = encodeURIComponent(id);
  return (
    <>
      <button slot="snooze" name="row" value={`action=snooze&personIds=${contact}`}>
        <span>
          Snooze <span className="visually-hidden">{contactName}</span>
        </span>
      </button>
      <button slot="done" name="row" value={`action=done&personIds=${contact}`}>
        <span>
          Mark <span className="visually-hidden">{contactName}</span> done
        </span>
      </button>
    </>
  );
}
