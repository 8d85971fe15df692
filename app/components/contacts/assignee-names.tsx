import { Fragment } from "react";

/** To whom a contact is assigned. */
export function AssigneeNames({ names }: { names: string[] }) {
  if (names.length === 0) return <span className="muted">Unassigned</span>;
  return names.map((name, place) => (
    <Fragment key={name + place}>
      {place > 0 && ", "}
      <bdi>{name}</bdi>
    </Fragment>
  ));
}
