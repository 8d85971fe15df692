import type { LocaleChoices } from "../../account/locale-choices.server.ts";

/** Chooses how dates and numbers are written. */
export function LocaleField({ chosen, usual, choices }: LocaleChoices) {
  return (
    <div className="field">
      <label htmlFor="locale">Dates and numbers</label>
      <select className="input" id="locale" name="locale" defaultValue={chosen ?? ""} aria-describedby="locale-hint">
        <option value="">As this browser says: {usual}</option>
        {choices.map(({ locale, sample }) => (
          <option key={locale} value={locale}>
            {sample}
          </option>
        ))}
      </select>
      <p className="muted" id="locale-hint">
        How they are written in sentences and lists. The browser’s own date fields always go by the browser.
      </p>
    </div>
  );
}
