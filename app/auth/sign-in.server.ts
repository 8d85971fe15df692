import type { AppLoadContext } from "@remix-run/node";
import { Authenticator } from "remix-auth";
import { FormStrategy } from "remix-auth-form";
import * as v from "valibot";
import { findUserByEmail, passwordMatches } from "../database.server.ts";

const MAX_LENGTH = 500;
const Credentials = v.object({
  email: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(MAX_LENGTH)),
  password: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_LENGTH)),
});

/** Who signed in with the posted form and where they begin, or a refusal that is the same whatever was wrong. */
export type SignInResult =
  { outcome: "signedIn"; signedIn: { userId: string; organizationId: string } } | { outcome: "refused" };

/** Checks the email and password of the posted form. */
export function signIn(request: Request, { database }: AppLoadContext): Promise<SignInResult> {
  const authenticator = new Authenticator<SignInResult>();
  authenticator.use(
    new FormStrategy(async ({ form }): Promise<SignInResult> => {
      const credentials = v.safeParse(Credentials, Object.fromEntries(form));
      if (!credentials.success) return { outcome: "refused" };
      const { email, password } = credentials.output;
      const user = await findUserByEmail(database, email);
      const matches = await passwordMatches(password, user?.passwordHash ?? null);
      if (!user || !matches) return { outcome: "refused" };
      const organizationId = user.memberships[0]?.organizationId ?? "";
      return { outcome: "signedIn", signedIn: { userId: user._id, organizationId } };
    }),
    "form",
  );
  return authenticator.authenticate("form", request);
}
