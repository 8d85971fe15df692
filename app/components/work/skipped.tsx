import { Link } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { followUpCount } from "../../domain/result-text.ts";
import type { FollowUp } from "../../domain/follow-up.ts";
import { workHref, type WorkView } from "../../domain/work-view.ts";
import { useScripted } from "../shortcuts.tsx";
import { useLocale } from "../locale.ts";

/** What stands after the last contact where some were skipped: who they are, each to come back to. */
export function Skipped({ place, due, passed }: { place: WorkView; due: number; passed: FollowUp[] }) {
  const locale = useLocale();
  const heading = useRef<HTMLHeadingElement>(null);
  const scripted = useScripted();
  useEffect(() => {
    // What had the focus is gone with the last contact.
    if (scripted && document.activeElement === document.body) heading.current?.focus();
  }, [scripted]);
  return (
    <section className="card stack skipped">
      <div>
        <h2 ref={heading} tabIndex={-1}>
          That was the last one
        </h2>
        <p className="muted">{followUpCount(due, locale)} skipped and still due.</p>
      </div>
      <ul className="skipped-list">
        {passed.map(({ id, contactName, reason }) => (
          <li key={id}>
            <Link to={workHref({ ...place, skipped: place.skipped.filter((each) => each !== id) })} dir="auto">
              {contactName}
            </Link>
            <span className="muted">{reason}</span>
          </li>
        ))}
      </ul>
      <p>
        <Link className="button button-primary" to={workHref({ ...place, skipped: [] })}>
          Start again
        </Link>
      </p>
    </section>
  );
}
