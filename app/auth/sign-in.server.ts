import type { AppLoadContext } from "@remix-run/node";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import * as v from "valibot";
import { findUserByEmail } from "../database.server.ts";
import { checkPassword, type PasswordCheck } from "./check-password.server.ts";
import { enter } from "./enter.server.ts";

// What is missing is a wrong password too, and counted as one.
const Credentials = v.fallback(v.object({ email: v.string(), password: v.string() }), { email: "", password: "" });

/** Who signed in, with the cookies to set, or a refusal that is the same whatever was wrong. */
export type SignInResult =
  { outcome: "signedIn"; userId: string; headers: Headers } | Exclude<PasswordCheck, { outcome: "right" }>;

/** Signs in with the email and password of the posted form. */
export function signIn(request: Request, context: AppLoadContext): Promise<SignInResult> {
  const authenticator = new Authenticator<SignInResult>();
  authenticator.use(
    new FormStrategy(async ({ form }): Promise<SignInResult> => {
      const { email, password } = v.parse(Credentials, Object.fromEntries(form));
      const user = await findUserByEmail(context.database, email);
      const checked = await checkPassword(request, context, { email, user, password });
      if (checked.outcome !== "right") {
        context.metrics.signIns.inc({ outcome: checked.outcome === "wait" ? "limited" : "failed" });
        return checked;
      }
      const { passwordHash } = checked;
      const headers = await enter(request, context, user!, { signedInBy: "password", passwordHash });
      return headers ? { outcome: "signedIn", userId: user!._id, headers } : { outcome: "wrong" };
    }),
    "form",
  );
  return authenticator.authenticate("form", request);
}
