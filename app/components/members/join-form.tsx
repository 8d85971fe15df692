import { Form } from "@remix-run/react";
import type { Problems } from "../../domain/member-form.ts";
import { NewPasswordFields } from "../account/new-password-fields.tsx";
import { BrowserTimeZone } from "../browser-time-zone.tsx";

/** With it somebody who is invited makes an account; what was typed stays, but for the password. */
export function JoinForm({
  email,
  refused,
}: {
  email: string;
  refused: { name: string; problems: Problems<"name" | "password"> } | null;
}) {
  const problem = refused?.problems.name;
  const invalid = problem ? ({ "aria-invalid": true, "aria-describedby": "name-problem" } as const) : {};
  return (
    <Form method="post" className="stack">
      <BrowserTimeZone />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <div className="field">
        <label htmlFor="name">Your name</label>
        <input
          className="input"
          id="name"
          name="name"
          autoComplete="name"
          required
          maxLength={200}
          dir="auto"
          defaultValue={refused?.name}
          {...invalid}
        />
        {problem && (
          <p className="problem" id="name-problem">
            {problem}
          </p>
        )}
      </div>
      <NewPasswordFields problem={refused?.problems.password ?? null} />
      <button className="button button-primary">Join</button>
    </Form>
  );
}
