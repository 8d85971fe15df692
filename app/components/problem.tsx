import { isRouteErrorResponse, useRevalidator, useRouteError } from "@remix-run/react";
import { useContext, useEffect } from "react";
import type { EnteredText } from "../domain/entered-text.ts";
import { isOutOfReach } from "../send-or-keep.ts";
import { Brand } from "./brand.tsx";
import { failedRequestId, RequestId } from "./request-id.ts";

const TRY_AGAIN_MILLISECONDS = 3_000;

/** What the user reads when a page can't be shown, and a way on. */
export function Problem() {
  const error = useRouteError();
  const { title, text, typed = [] } = describe(error);
  const comesBack = isOutOfReach(error);
  const requestId = useContext(RequestId) ?? failedRequestId();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!comesBack) return;
    window.addEventListener("online", revalidate);
    // The server may have been away, not the network.
    const timer = setInterval(() => navigator.onLine && revalidate(), TRY_AGAIN_MILLISECONDS);
    return () => {
      window.removeEventListener("online", revalidate);
      clearInterval(timer);
    };
  }, [comesBack, revalidate]);
  return (
    <main className="page" id="main">
      <Brand />
      <section className="card empty">
        <h1>{title}</h1>
        <p className="muted">{text}</p>
        {typed.length > 0 && <p>What you typed isn’t saved. Here it is, to copy:</p>}
        {typed.map(({ label, text }) => (
          <div key={label} className="field entered">
            <label htmlFor={`entered-${label}`}>{label}</label>
            <textarea
              className="input"
              id={`entered-${label}`}
              readOnly
              dir="auto"
              rows={Math.min(8, text.split("\n").length + 1)}
              value={text}
            />
          </div>
        ))}
        {comesBack ? (
          <button type="button" className="button button-primary" onClick={revalidate}>
            Try again
          </button>
        ) : (
          <a className="button button-primary" href="/follow-ups">
            Go to follow-ups
          </a>
        )}
        {requestId && !comesBack && (
          <p className="muted">
            If you ask for help, mention request <code>{requestId}</code>.
          </p>
        )}
      </section>
    </main>
  );
}

interface Description {
  title: string;
  text: string;
  /** What was typed and couldn't be kept. */
  typed?: EnteredText[];
}

function describe(error: unknown): Description {
  if (isOutOfReach(error)) {
    return { title: "The server can’t be reached", text: "This page loads as soon as the connection is back." };
  }
  if (!isRouteErrorResponse(error)) {
    return { title: "Something went wrong", text: "It is on our side and has been logged. Try again in a moment." };
  }
  const { text, typed }: Partial<Description> = error.data instanceof Object ? error.data : {};
  if (error.status === 404) {
    return {
      title: "Not found",
      text: "This page doesn’t exist, or you have no access to it.",
      ...(typed && { typed }),
    };
  }
  if (error.status === 503) return { title: "Back in a moment", text: String(error.data) };
  return { title: "That didn’t work", text: text ?? String(error.data || error.statusText), ...(typed && { typed }) };
}
