/** The two fields of a form in which somebody chooses a password. */
export function NewPasswordFields({ problem }: { problem: string | null }) {
  const invalid = problem ? ({ "aria-invalid": true, "aria-describedby": "new-password-problem" } as const) : {};
  return (
    <>
      <div className="field">
        <label htmlFor="password">New password</label>
        <input
          className="input"
          id="password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          {...invalid}
        />
        {problem ? (
          <p className="problem" id="new-password-problem">
            {problem}
          </p>
        ) : (
          <p className="muted">At least 10 characters of any kind. Several words are easiest to remember.</p>
        )}
      </div>
      <div className="field">
        <label htmlFor="repeated">Confirm password</label>
        <input className="input" id="repeated" name="repeated" type="password" autoComplete="new-password" required />
      </div>
    </>
  );
}
