import { useState } from "react";
import type { Contact } from "../../domain/contact.ts";
import { STATUS_LABELS } from "../../domain/contact-text.ts";
import { LeadQualityChip } from "./lead-quality-chip.tsx";

/** Who a contact is, with their photo where there is one. */
export function ProfileName({ contact }: { contact: Contact }) {
  const { name, photoUrl, leadQuality, status } = contact;
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  return (
    <div className="profile-name">
      {photoUrl && photoUrl !== brokenUrl && (
        <img
          className="profile-photo"
          src={photoUrl}
          alt=""
          width={56}
          height={56}
          referrerPolicy="no-referrer"
          onError={() => setBrokenUrl(photoUrl)}
        />
      )}
      <h1 dir="auto">{name}</h1>
      <LeadQualityChip leadQuality={leadQuality} />
      {status !== "ACTIVE" && <span className="chip">{STATUS_LABELS[status]}</span>}
    </div>
  );
}
