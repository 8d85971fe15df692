/** A key that has just been made, to be copied. */
export function NewApiKey({ secret }: { secret: string }) {
  return (
    <section className="card stack" aria-labelledby="new-key-heading">
      <h2 id="new-key-heading">Your new key</h2>
      <div className="field">
        <label htmlFor="new-key">Key</label>
        <input
          className="input"
          id="new-key"
          readOnly
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby="new-key-once"
        />
        <p className="muted" id="new-key-once">
          Copy it now: it can’t be shown again.
        </p>
      </div>
    </section>
  );
}
