/** A secret that has just been made, in a field to be copied from; `note` says that it isn't shown again. */
export function ShownOnce({ id, label, value, note }: { id: string; label: string; value: string; note: string }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        className="input"
        id={id}
        readOnly
        value={value}
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => event.currentTarget.select()}
        aria-describedby={`${id}-once`}
      />
      <p className="muted" id={`${id}-once`}>
        {note}
      </p>
    </div>
  );
}
