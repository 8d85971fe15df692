import { ShownOnce } from "../shown-once.tsx";

/** A key that has just been made, to be copied. */
export function NewApiKey({ secret }: { secret: string }) {
  return (
    <section className="card stack" aria-labelledby="new-key-heading">
      <h2 id="new-key-heading">Your new key</h2>
      <ShownOnce id="new-key" label="Key" value={secret} note="Copy it now: it is shown only once." />
    </section>
  );
}
