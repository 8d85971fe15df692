import { FIRST_DATE, LAST_DATE } from "../../domain/date-limits.ts";

/** When a new contact is first followed up, and by whom. */
export function NewContactMore({
  date,
  dateError,
  members,
  assigneeIds,
  assigneesError,
}: {
  date: string;
  dateError: string | undefined;
  /** Null where the one who adds it gets it. */
  members: { id: string; name: string }[] | null;
  assigneeIds: string[];
  assigneesError: string | undefined;
}) {
  return (
    <>
      <div className="form-grid">
        <div className="field">
          <label htmlFor="field-date">First follow-up</label>
          <input
            className="input"
            id="field-date"
            type="date"
            name="date"
            min={FIRST_DATE}
            max={LAST_DATE}
            defaultValue={date}
            {...(dateError !== undefined && { "aria-invalid": true, "aria-describedby": "date-error" })}
          />
          {dateError !== undefined && (
            <p className="field-error" id="date-error">
              {dateError}
            </p>
          )}
        </div>
      </div>
      {members && (
        <fieldset
          className="member-choices"
          {...(assigneesError !== undefined && { "aria-describedby": "assignees-error" })}
        >
          <legend className="field-label">Assigned to</legend>
          {members.map(({ id, name }) => (
            <label key={id} className="choice">
              <input type="checkbox" name="userIds" value={id} defaultChecked={assigneeIds.includes(id)} />
              <bdi>{name}</bdi>
            </label>
          ))}
          {assigneesError !== undefined && (
            <p className="field-error" id="assignees-error">
              {assigneesError}
            </p>
          )}
        </fieldset>
      )}
    </>
  );
}
