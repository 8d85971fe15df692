import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Brand } from "./brand.tsx";

/** What the user reads when a page can't be shown, and a way on. */
export function Problem() {
  const error = useRouteError();
  const { title, text } = describe(error);
  return (
    <main className="page" id="main">
      <Brand />
      <section className="card empty">
        <h1>{title}</h1>
        <p className="muted">{text}</p>
        <a className="button button-primary" href="/follow-ups">
          Go to follow-ups
        </a>
      </section>
    </main>
  );
}

function describe(error: unknown): { title: string; text: string } {
  if (!isRouteErrorResponse(error)) {
    return { title: "Something went wrong", text: "It is on our side and has been logged. Try again in a moment." };
  }
  if (error.status === 404) return { title: "Not found", text: "There is no such page, or it isn't yours to see." };
  if (error.status === 503) return { title: "Back in a moment", text: String(error.data) };
  return { title: "That didn't work", text: String(error.data || error.statusText) };
}
