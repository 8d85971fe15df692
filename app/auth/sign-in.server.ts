import type { AppLoadContext } from "@remix-run/node";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import * as v from "valibot";
import { findUserByEmail } from "../database.server.ts";
import { checkPassword, type PasswordCheck } from "./check-password.server.ts";
import { enter } from "./enter.server.ts";

const Credentials = v.object({
  email: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(320)),
  password: v.pipe(v.string(), v.nonEmpty()),
});

/** Who signed in, with the cookies to set, or a refusal that is the same whatever was wrong. */
export type SignInResult =
  { outcome: "signedIn"; userId: string; headers: Headers } | Exclude<PasswordCheck, { outcome: "right" }>;

/** Signs in with the email and password of the posted form. */
export function signIn(request: Request, context: AppLoadContext): Promise<SignInResult> {
  const authenticator = new Authenticator<SignInResult>();
  authenticator.use(
    new FormStrategy(async ({ form }): Promise<SignInResult> => {
      const credentials = v.safeParse(Credentials, Object.fromEntries(form));
      if (!credentials.success) return { outcome: "wrong" };
      const { email, password } = credentials.output;
      const user = await findUserByEmail(context.database, email);
      const checked = await checkPassword(request, context, { email, user, password });
      if (checked.outcome !== "right") return checked;
      const { passwordHash } = checked;
      const headers = await enter(request, context, user!, { signedInBy: "password", passwordHash });
      return headers ? { outcome: "signedIn", userId: user!._id, headers } : { outcome: "wrong" };
    }),
    "form",
  );
  return authenticator.authenticate("form", request);
}
