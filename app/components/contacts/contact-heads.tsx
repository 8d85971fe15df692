import { Link } from "@remix-run/react";
import { contactListQuery, sortsOf, type ContactListRequest, type ContactSort } from "../../domain/contact-list.ts";

/** The heads of the table's columns; one that the list can be sorted by is a link. */
export function ContactHeads({ list, hasOwners }: { list: ContactListRequest; hasOwners: boolean }) {
  return (
    <thead>
      <tr>
        <th scope="col" className="contact-tick">
          <span className="visually-hidden">Selected</span>
        </th>
        <SortHead list={list} label="Name" className="contact-name" up="name" down="-name" />
        <Head label="Quality" className="contact-quality" />
        <Head label="Company" className="contact-company" />
        <SortHead list={list} label="Follow-up" className="contact-date" up="date" down="-date" />
        {hasOwners && <Head label="Owner" className="contact-owner" />}
        <Head label="Last contact" className="contact-last" />
      </tr>
    </thead>
  );
}

function Head({ label, className }: { label: string; className: string }) {
  return (
    <th scope="col" className={className}>
      {label}
    </th>
  );
}

/** Sorts by its column, and where the list is sorted by that, the other way round. */
function SortHead({
  list,
  label,
  className,
  up,
  down,
}: {
  list: ContactListRequest;
  label: string;
  className: string;
  up: ContactSort;
  down: ContactSort;
}) {
  if (!sortsOf(list).includes(up)) return <Head label={label} className={className} />;
  const isUp = list.sort === up;
  const isSorted = isUp || list.sort === down;
  const query = contactListQuery({ ...list, sort: isUp ? down : up, after: null, before: null });
  return (
    <th scope="col" className={className} aria-sort={isSorted ? (isUp ? "ascending" : "descending") : undefined}>
      <Link to={`/contacts${query}`} preventScrollReset>
        {label}
        <span className="sort-sign" aria-hidden="true">
          {isSorted ? (isUp ? "↑" : "↓") : "↕"}
        </span>
      </Link>
    </th>
  );
}
