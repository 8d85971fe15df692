import type { MetaFunction } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { Brand } from "../components/brand.tsx";

export const meta: MetaFunction = () => [{ title: "Forgot your password? · Follow-ups" }];

export default function Forgot() {
  return (
    <main className="page" id="main">
      <div className="sign-in stack">
        <Brand />
        <section className="card stack">
          <h1>Forgot your password?</h1>
          <p>
            Ask an admin of your organization. They make a link for you on the page Members; with it you choose a new
            password. It works once, for three days.
          </p>
          <p className="muted">
            Nobody can read your password, not even an admin. If you are the only admin, whoever runs this server can
            make the link.
          </p>
          <p>
            <Link to="/login">Back to sign in</Link>
          </p>
        </section>
      </div>
    </main>
  );
}
