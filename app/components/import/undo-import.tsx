import { Form } from "@remix-run/react";
import type { ImportView } from "../../import/import-view.ts";

/** The button that takes an import back, or what that has taken back and left. */
export function UndoImport({ undo }: { undo: ImportView["undo"] }) {
  return (
    <>
      {undo?.text && (
        <div className={undo.state === "failed" ? "notice notice-error" : "notice"} role="status">
          <p>{undo.text}</p>
          {undo.leftNames.length > 0 && (
            <ul>
              {undo.leftNames.map((name, place) => (
                <li key={place} dir="auto">
                  {name}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {undo?.state !== "finished" && (
        <Form method="post">
          <input type="hidden" name="intent" value="undo" />
          <p>
            <button className="button">Undo this import</button>
          </p>
          <p className="muted">
            For a day, here or under <a href="/follow-ups/done">Done today</a>: added contacts are removed, and changed
            values come back. What somebody has changed since stays.
          </p>
        </Form>
      )}
    </>
  );
}
