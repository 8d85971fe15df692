import type { LocaleChoices } from "../../account/locale-choices.server.ts";

/** Chooses how dates and numbers are written. */
export function LocaleField({ chosen, usual, choices }: LocaleChoices) {
  return (
    <div className="field">
      <label htmlFor="locale">Dates and numbers</label>
      <select className="input" id="locale" name="locale" defaultValue={chosen ?? ""} aria-describedby="locale-hint">
        <option value="">Browser’s own: {usual}</option>
        {choices.map(({ locale, sample }) => (
          <option key={locale} value={locale}>
            {sample}
          </option>
        ))}
      </select>
      <p className="muted" id="locale-hint">
        For sentences and lists. Date fields always follow the browser.
      </p>
    </div>
  );
}
