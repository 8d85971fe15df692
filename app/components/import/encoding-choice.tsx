import { ENCODING_NAMES, ENCODINGS } from "../../domain/encodings.ts";
import type { ImportView } from "../../import/import-view.ts";

/** Which letters the bytes of the file are: what they seem to be, unless somebody says otherwise. */
export function EncodingChoice({
  encoding: { readAs, seems, problem },
}: {
  encoding: NonNullable<ImportView["encoding"]>;
}) {
  return (
    <div className="field">
      <label htmlFor="encoding">Text encoding</label>
      <input type="hidden" name="readAs" value={readAs} />
      <select
        className="input"
        id="encoding"
        name="encoding"
        key={readAs}
        defaultValue={readAs}
        aria-describedby="encoding-help"
      >
        {ENCODING_NAMES.map((name) => (
          <option key={name} value={name}>
            {ENCODINGS[name]}
          </option>
        ))}
      </select>
      {problem && (
        <p className="notice notice-error" role="alert">
          {problem} It is shown as {ENCODINGS[readAs]} again.
        </p>
      )}
      <p className="muted field-help" id="encoding-help">
        If names look wrong, choose another one. The file seems to be {ENCODINGS[seems]}.
      </p>
      <div>
        <button className="button" formNoValidate>
          Apply encoding
        </button>
      </div>
    </div>
  );
}
