import { Form } from "@remix-run/react";
import type { SingleSignOnView } from "../auth/single-sign-on-view.server.ts";
import { OrganizationField } from "./organization-field.tsx";

/** What an organization asks of single sign-on. */
export function SingleSignOnForm({ domain, joins, required, mayChange }: SingleSignOnView) {
  return (
    <Form method="post" action="/settings/single-sign-on" className="card stack settings">
      <OrganizationField />
      <h2>Single sign-on</h2>
      {!mayChange && (
        <p>
          To change this, <a href="/sso?redirectTo=/settings">sign in with single sign-on</a> first, so that you know it
          works and don’t lock yourself out.
        </p>
      )}
      <fieldset className="settings-choices" disabled={!mayChange}>
        <legend className="visually-hidden">What it is for here</legend>
        <label className="settings-choice">
          <input type="checkbox" name="joins" defaultChecked={joins} />
          Anyone with an email at {domain} becomes a member when they first sign in this way
        </label>
        <label className="settings-choice">
          <input type="checkbox" name="required" defaultChecked={required} />
          Require it: passwords don’t open this organization
        </label>
      </fieldset>
      {mayChange && (
        <div>
          <button className="button button-primary">Save single sign-on</button>
        </div>
      )}
    </Form>
  );
}
