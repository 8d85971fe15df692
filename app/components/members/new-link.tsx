/** A link that has just been made, to be copied and handed over. */
export function NewLink({ address }: { address: string }) {
  return (
    <section className="card stack" aria-labelledby="new-link-heading">
      <h2 id="new-link-heading">The link</h2>
      <div className="field">
        <label htmlFor="new-link">Address</label>
        <input
          className="input"
          id="new-link"
          readOnly
          value={address}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby="new-link-once"
        />
        <p className="muted" id="new-link-once">
          Copy it now and hand it over: it can’t be shown again. It works once, for three days.
        </p>
      </div>
    </section>
  );
}
