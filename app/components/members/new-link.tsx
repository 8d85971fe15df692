import { ShownOnce } from "../shown-once.tsx";

const NOTE = "Copy it now and hand it over: it can’t be shown again. It works once, for three days.";

/** A link that has just been made, to be copied and handed over. */
export function NewLink({ address }: { address: string }) {
  return (
    <section className="card stack" aria-labelledby="new-link-heading">
      <h2 id="new-link-heading">The link</h2>
      <ShownOnce id="new-link" label="Address" value={address} note={NOTE} />
    </section>
  );
}
