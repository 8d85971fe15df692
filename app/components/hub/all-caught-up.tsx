import { Link } from "@remix-run/react";
import type { RefObject } from "react";
import { dueViewHref, type DueView } from "../../domain/due-view.ts";
import { followUpCount } from "../../domain/result-text.ts";
import { FirstSteps } from "../beginning/first-steps.tsx";
import { useLocale } from "../locale.ts";

interface AllCaughtUpProps {
  view: DueView;
  all: number;
  /** Where the focus goes after the last row. */
  heading?: RefObject<HTMLHeadingElement>;
}

/** What stands in place of the rows when none is due: how to begin, where the viewer sees no contact at all. */
export function NothingDue({
  hasContacts,
  isAdmin,
  ...props
}: AllCaughtUpProps & { hasContacts: boolean; isAdmin: boolean }) {
  if (hasContacts) return <AllCaughtUp {...props} />;
  return <FirstSteps isAdmin={isAdmin} {...(props.heading && { heading: props.heading })} />;
}

/** What is said when none is due: all is done, or only this tab is. */
export function AllCaughtUp({ view, all, heading }: AllCaughtUpProps) {
  const locale = useLocale();
  const elsewhere = view.filter !== "all" && all > 0;
  return (
    <section className="card empty">
      <svg viewBox="0 0 56 56" aria-hidden="true">
        <circle cx="28" cy="28" r="26" fill="currentColor" opacity="0.14" />
        <path
          d="M17 29l8 8 15-17"
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <h2 ref={heading} tabIndex={-1}>
        All caught up
      </h2>
      <p className="muted">
        {elsewhere
          ? `Nothing is due in this tab. ${followUpCount(all, locale)} still due in All.`
          : "Nobody is waiting for you today. Set follow-up dates on more contacts."}
      </p>
      <Link className="button button-primary" to={elsewhere ? dueViewHref({ ...view, filter: "all" }) : "/contacts"}>
        {elsewhere ? "Show all" : "Go to contacts"}
      </Link>
      {elsewhere && <Link to="/contacts">Go to contacts</Link>}
    </section>
  );
}
