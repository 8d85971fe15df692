import * as v from "valibot";
import { readNewPassword } from "./account-form.ts";
import { fits, isKeepable, oneLine, UNKEEPABLE_MESSAGE } from "./characters.ts";
import { ROLES, type Role } from "./role.ts";

const LONGEST_EMAIL = 320;
const LONGEST_NAME = 200;

const Email = v.pipe(
  v.string("Enter their email."),
  v.trim(),
  v.nonEmpty("Enter their email."),
  v.regex(/^[^\s@]+@[^\s@]+$/, "Enter an email address such as ann@example.com."),
  v.check((email) => fits(email, LONGEST_EMAIL), `An email address has at most ${LONGEST_EMAIL} characters.`),
  v.check(isKeepable, UNKEEPABLE_MESSAGE),
);
const RoleInput = v.picklist(ROLES, "Choose what they may do.");
const Name = v.pipe(
  v.string("Enter your name."),
  v.transform(oneLine),
  v.nonEmpty("Enter your name."),
  v.check((name) => fits(name, LONGEST_NAME), `A name has at most ${LONGEST_NAME} characters.`),
  v.check(isKeepable, UNKEEPABLE_MESSAGE),
);

/** What is wrong with fields of a form, in a sentence each. */
export type Problems<Field extends string> = Partial<Record<Field, string>>;

/** Whom the form invites as what, or what is wrong with it. */
export type InviteRequest =
  { outcome: "invite"; email: string; role: Role } | { outcome: "badInput"; problems: Problems<"email" | "role"> };

/** Reads the form that invites somebody. */
export function readInviteForm(form: FormData): InviteRequest {
  const [email, role] = [v.safeParse(Email, form.get("email")), v.safeParse(RoleInput, form.get("role"))];
  if (email.success && role.success) return { outcome: "invite", email: email.output, role: role.output };
  return { outcome: "badInput", problems: { ...problemOf("email", email), ...problemOf("role", role) } };
}

/** What the form of one member asks for. */
export type MemberRequest =
  | { outcome: "role"; role: Role }
  | { outcome: "resetLink" }
  | { outcome: "remove"; handOverTo: string | null; revokesKeys: boolean }
  | { outcome: "badInput"; problem: string };

/** Reads a form of the page of one member; `intent` says which, and an empty `handOverTo` is nobody. */
export function readMemberForm(form: FormData): MemberRequest {
  switch (form.get("intent")) {
    case "role": {
      const role = v.safeParse(RoleInput, form.get("role"));
      return role.success
        ? { outcome: "role", role: role.output }
        : { outcome: "badInput", problem: role.issues[0].message };
    }
    case "resetLink":
      return { outcome: "resetLink" };
    case "remove": {
      const handOverTo = form.get("handOverTo");
      if (typeof handOverTo !== "string" || handOverTo === "choose") {
        return { outcome: "badInput", problem: "Choose who takes over their contacts, or nobody." };
      }
      const revokesKeys = form.has("revokeKeys");
      return { outcome: "remove", handOverTo: handOverTo === "" ? null : handOverTo, revokesKeys };
    }
  }
  return { outcome: "badInput", problem: "The form must say role, resetLink or remove." };
}

/** The name and password of a new account, or what is wrong with them. */
export type JoinRequest =
  | { outcome: "newAccount"; name: string; password: string }
  | { outcome: "badInput"; problems: Problems<"name" | "password"> };

/** Reads the form with which somebody who is invited makes an account. */
export function readJoinForm(form: FormData): JoinRequest {
  const [name, chosen] = [v.safeParse(Name, form.get("name")), readNewPassword(form)];
  if (name.success && chosen.outcome === "password") {
    return { outcome: "newAccount", name: name.output, password: chosen.password };
  }
  const password = chosen.outcome === "badInput" ? { password: chosen.problem } : {};
  return { outcome: "badInput", problems: { ...problemOf("name", name), ...password } };
}

function problemOf<Field extends string>(
  field: Field,
  result: { success: boolean; issues?: readonly [{ message: string }, ...unknown[]] | undefined },
): Problems<Field> {
  return (result.issues ? { [field]: result.issues[0].message } : {}) as Problems<Field>;
}
