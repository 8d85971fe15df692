import { Form, Link } from "@remix-run/react";
import { MOST_PER_DAY, MOST_SPREAD_DAYS } from "../domain/spread.ts";
import { dueViewHref, dueViewQuery, isNarrowed } from "../domain/due-view.ts";
import { followUpCount } from "../domain/result-text.ts";
import type { DayBar, SpreadView } from "../follow-ups/spread-view.server.ts";
import { FormKey } from "./form-key.tsx";
import { OrganizationField } from "./organization-field.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useLocale } from "./locale.ts";

const OF_FILTER = { all: "due", overdue: "overdue", today: "due today", hot: "hot and due" };

/** Asks over how many days to spread and how many a day, shows what comes of it, and does it. */
export function SpreadForm({ view, formKey }: { view: SpreadView; formKey: string }) {
  const locale = useLocale();
  const { days, perDay, of, personIds, problem, bars, count, passed, seen } = view;
  const which = (
    <>
      {[...dueViewQuery(of)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {personIds.map((id) => (
        <input key={id} type="hidden" name="personIds" value={id} />
      ))}
    </>
  );
  return (
    <section className="card stack">
      <Form method="get" className="spread-fields" noValidate>
        {which}
        <NumberField label="Working days" name="days" value={days} most={MOST_SPREAD_DAYS} />
        <NumberField label="At most a day" name="perDay" value={perDay} most={MOST_PER_DAY} />
        <button className="button">Preview</button>
      </Form>
      {problem ? (
        <p className="notice notice-error" role="alert">
          {problem}
        </p>
      ) : (
        <p>
          {count === 0
            ? "Nothing to spread."
            : `${followUpCount(count, locale)} ${personIds.length > 0 ? "that you selected" : OF_FILTER[of.filter] + (isNarrowed(of) ? " that match" : "")}: the hot ones first, then the longest overdue.`}
        </p>
      )}
      {passed && <p className="muted">{passed}</p>}
      {bars.length > 0 && <Bars bars={bars} />}
      {seen !== null && (
        <Form method="post" className="form-actions">
          <OrganizationField />
          <FormKey key={seen} formKey={formKey} />
          {which}
          <input type="hidden" name="days" value={days} />
          <input type="hidden" name="perDay" value={perDay} />
          <input type="hidden" name="seen" value={seen} />
          <SubmitButton>Spread {followUpCount(count, locale)}</SubmitButton>
          <Link className="button button-quiet" to={dueViewHref(of)}>
            Cancel
          </Link>
        </Form>
      )}
    </section>
  );
}

interface NumberFieldProps {
  label: string;
  name: string;
  /** As it was typed last. */
  value: string;
  most: number;
}

function NumberField({ label, name, value, most }: NumberFieldProps) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input className="input" type="number" name={name} min={1} max={most} key={value} defaultValue={value} />
    </label>
  );
}

/** One bar for each day: what it has already, and what comes. */
function Bars({ bars }: { bars: DayBar[] }) {
  const locale = useLocale();
  const most = Math.max(1, ...bars.map(({ there, coming }) => there + coming));
  return (
    <>
      <p className="spread-legend muted" aria-hidden="true">
        <span className="spread-there" /> there already <span className="spread-coming" /> coming
      </p>
      <ul className="spread-days" aria-label="Days">
        {bars.map(({ date, day, there, coming }) => (
          <li key={date}>
            <time dateTime={date}>{day}</time>
            <svg className="spread-bar" viewBox={`0 0 ${most} 1`} preserveAspectRatio="none" aria-hidden="true">
              <rect className="spread-there" width={there} height="1" />
              <rect className="spread-coming" x={there} width={coming} height="1" />
            </svg>
            <span>
              {there.toLocaleString(locale)} <span className="visually-hidden">there already</span>
              <span className="spread-plus">
                + {coming.toLocaleString(locale)} <span className="visually-hidden">coming</span>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
