import { LEAD_QUALITIES, STATUSES, type DetailField } from "../../domain/contact.ts";
import type { TypedDetails } from "../../domain/contact-form.ts";
import { FIELD_LABELS, fieldText, LEAD_QUALITY_LABELS, STATUS_LABELS } from "../../domain/contact-text.ts";

const TEXT_FIELDS = [
  { field: "name", keyboard: "text" },
  { field: "company", keyboard: "text" },
  { field: "email", keyboard: "email" },
  { field: "phone", keyboard: "tel" },
  { field: "photoUrl", keyboard: "url" },
] as const;

const HINTS: Partial<Record<DetailField, string>> = { photoUrl: "An address that begins with https://" };

/** The fields of a contact's details, with what is wrong and what others have put there beneath each. */
export function ContactFields({
  typed,
  errors,
  theirs = {},
}: {
  typed: TypedDetails;
  errors: Partial<Record<DetailField, string>>;
  theirs?: Partial<TypedDetails>;
}) {
  const field = (name: DetailField) => ({ field: name, error: errors[name], theirs: theirs[name] });
  return (
    <div className="form-grid">
      {TEXT_FIELDS.map(({ field: name, keyboard }) => (
        <div className="field" key={name}>
          <label htmlFor={`field-${name}`}>{FIELD_LABELS[name]}</label>
          <input
            className="input"
            id={`field-${name}`}
            name={name}
            // A browser's own idea of an address is narrower than ours: an email may have an é.
            type="text"
            inputMode={keyboard}
            dir="auto"
            autoComplete="off"
            defaultValue={typed[name]}
            required={name === "name"}
            title={HINTS[name]}
            {...described(field(name))}
          />
          <Beneath {...field(name)} />
        </div>
      ))}
      <div className="field">
        <label htmlFor="field-status">{FIELD_LABELS.status}</label>
        <select
          className="input"
          id="field-status"
          name="status"
          defaultValue={typed.status}
          {...described(field("status"))}
        >
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_LABELS[status]}
            </option>
          ))}
        </select>
        <Beneath {...field("status")} />
      </div>
      <div className="field">
        <label htmlFor="field-leadQuality">{FIELD_LABELS.leadQuality}</label>
        <select
          className="input"
          id="field-leadQuality"
          name="leadQuality"
          defaultValue={typed.leadQuality}
          {...described(field("leadQuality"))}
        >
          <option value="">None</option>
          {LEAD_QUALITIES.map((quality) => (
            <option key={quality} value={quality}>
              {LEAD_QUALITY_LABELS[quality]}
            </option>
          ))}
        </select>
        <Beneath {...field("leadQuality")} />
      </div>
    </div>
  );
}

interface FieldState {
  field: DetailField;
  error: string | undefined;
  theirs: string | undefined;
}

function described({ field, error, theirs }: FieldState) {
  if (error === undefined && theirs === undefined) return HINTS[field] ? { "aria-describedby": `hint-${field}` } : {};
  return { "aria-describedby": `hint-${field}`, "aria-invalid": true };
}

function Beneath({ field, error, theirs }: FieldState) {
  if (error !== undefined) {
    return (
      <p className="field-error" id={`hint-${field}`}>
        {error}
      </p>
    );
  }
  if (theirs !== undefined) {
    return (
      <p className="field-error" id={`hint-${field}`}>
        Someone else entered: <bdi>{fieldText(field, theirs)}</bdi>
      </p>
    );
  }
  return HINTS[field] ? (
    <p className="muted field-hint" id={`hint-${field}`}>
      {HINTS[field]}
    </p>
  ) : null;
}
