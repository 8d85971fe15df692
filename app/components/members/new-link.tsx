import { ShownOnce } from "../shown-once.tsx";

const NOTE = "Copy it now and send it to them: it is shown only once. It works once, for three days.";

/** A link that has just been made, to be copied and handed over. */
export function NewLink({ address }: { address: string }) {
  return (
    <section className="card stack" aria-labelledby="new-link-heading">
      <h2 id="new-link-heading">New link</h2>
      <ShownOnce id="new-link" label="Address" value={address} note={NOTE} />
    </section>
  );
}
