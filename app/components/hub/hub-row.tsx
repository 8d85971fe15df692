import { memo } from "react";
import { rowAttributes } from "../../../widgets/row-attributes.ts";
import { longDate } from "../../domain/date-text.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { Element } from "../element.tsx";

/** What a row shows. */
export interface HubRowProps {
  followUp: FollowUp;
  selected: boolean;
}

/** One row of the hub: the card, and in its slots the checkbox and buttons that belong to the page's form. */
export const HubRow = memo(function HubRow({ followUp, selected }: HubRowProps) {
  const { id, contactName, nextFollowUpDate } = followUp;
  const href = `/contacts/${encodeURIComponent(id)}`;
  return (
    <li data-due={`Due ${longDate(nextFollowUpDate)}`}>
      <Element tag="follow-up-row" attributes={rowAttributes(followUp, href)}>
        <input
          slot="select"
          type="checkbox"
          name="personIds"
          value={id}
          defaultChecked={selected}
          aria-label={`Select ${contactName}`}
        />
        <RowButtons followUp={followUp} />
      </Element>
    </li>
  );
});

/** Snooze and Mark done for one row; their value names that row alone, whatever else the form has ticked. */
export function RowButtons({ followUp: { id, contactName } }: { followUp: FollowUp }) {
  const row = (action: string) => new URLSearchParams({ action, personIds: id }).toString();
  return (
    <>
      <button slot="snooze" name="row" value={row("snooze")}>
        <span>
          Snooze <span className="visually-hidden">{contactName}</span>
        </span>
      </button>
      <button slot="done" name="row" value={row("done")}>
        <span>
          Mark <span className="visually-hidden">{contactName}</span> done
        </span>
      </button>
    </>
  );
}
