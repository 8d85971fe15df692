import { initials, tint } from "../../../widgets/initials.ts";
import type { Contact } from "../../domain/contact.ts";

/** A contact's initials, and their photo over them where there is one that can be loaded. */
export function Avatar({ name, photoUrl }: Pick<Contact, "name" | "photoUrl">) {
  return (
    <span className={`avatar tint-${tint(name)}`} aria-hidden="true">
      {initials(name)}
      {photoUrl && (
        <img
          key={photoUrl}
          src={photoUrl}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={({ currentTarget }) => (currentTarget.hidden = true)}
        />
      )}
    </span>
  );
}
