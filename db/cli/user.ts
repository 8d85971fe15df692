import { Command, Option } from "commander";
import { addUser, findUserByEmail, normalizeEmail } from "../accounts.ts";
import { commandLine, recordAudit } from "../audit.ts";
import { ROLES, type Role } from "../collections.ts";
import { readEmail, readName, readSlug, readTimeZone } from "./arguments.ts";
import { eraseUserCommand } from "./erase-user.ts";
import { EXIT } from "./exit-codes.ts";
import { listUsersCommand, removeUserCommand, setRoleCommand } from "./members.ts";
import { refuse, say } from "./messages.ts";
import { withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";
import { passwordFromStdin, setPasswordCommand } from "./set-password.ts";

interface UserOptions {
  email: string;
  name: string;
  organization: string;
  timeZone?: string;
  role: Role;
  passwordStdin?: true;
}

const EXAMPLES = `
Someone who has an account already becomes a member; name, time zone and password stay as they were.

Examples:
  npm run db -- user add --email ada@example.com --name "Ada Abara" --organization northwind --password-stdin < password.txt
  npm run db -- user add --email ada@example.com --name "Ada Abara" --organization southwind --role admin`;

/** `user`. */
export function userCommand(finish: Finish): Command {
  const command = new Command("user").description("people who sign in, and the organizations they belong to");
  command
    .command("add")
    .description("adds a user to an organization, or a membership to one who exists")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .requiredOption("--name <name>", "the user's name", readName)
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .option("--time-zone <zone>", "where the user's days begin; without it, the organization's time zone", readTimeZone)
    .addOption(
      new Option("--role <role>", "an admin sees all contacts, a member the assigned ones")
        .choices(ROLES)
        .default("member"),
    )
    .option("--password-stdin", "reads the new user's password from stdin")
    .addHelpText("after", EXAMPLES)
    .action(async (options: UserOptions) => finish(await addUserFrom(options)));
  for (const more of [listUsersCommand, setPasswordCommand, setRoleCommand, removeUserCommand, eraseUserCommand]) {
    command.addCommand(more(finish));
  }
  return command;
}

function addUserFrom({ organization: slug, passwordStdin, ...user }: UserOptions) {
  return withOrganization(slug, async (database, organization) => {
    const email = normalizeEmail(user.email);
    // Read even where it isn't needed, so that the process that writes it sees no broken pipe.
    const password = passwordStdin ? await passwordFromStdin() : null;
    const exists = (await findUserByEmail(database, email)) !== null;
    if (!exists && password === null) return refuse(`${email} is new and needs --password-stdin`, EXIT.usage);
    if (!exists && password === "") return refuse("the password is empty; give it on stdin");
    const now = new Date();
    const added = await addUser(database, {
      email,
      name: user.name,
      password,
      organizationId: organization._id,
      role: user.role,
      timeZone: user.timeZone ?? null,
      now,
    });
    if (added.outcome === "badPassword") return refuse(added.problem);
    if (added.outcome === "member") return refuse(`${email} belongs to ${slug} already; nothing was changed`);
    await recordAudit(database, commandLine(now), {
      organizationId: organization._id,
      kind: "memberAdded",
      about: { type: "user", id: added.userId, name: email },
      detail: user.role,
    });
    if (added.outcome === "added") say(`Added user ${email} to ${slug} as ${user.role}.`);
    else say(`${email} now belongs to ${slug} too, as ${user.role}; name, time zone and password stay as they were.`);
    return EXIT.done;
  });
}
