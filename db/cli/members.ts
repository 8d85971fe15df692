import { Command, Option } from "commander";
import { findUserByEmail } from "../accounts.ts";
import { commandLine, type AuditSource } from "../audit.ts";
import { ROLES, type Database, type OrganizationDocument, type Role, type UserDocument } from "../collections.ts";
import { changeRole } from "../members/change-role.ts";
import { removeMember } from "../members/remove-member.ts";
import { readEmail, readSlug } from "./arguments.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { refuse, say } from "./messages.ts";
import { withDatabase, withOrganization } from "./open.ts";
import type { Finish } from "./program.ts";

interface RemoveOptions {
  email: string;
  organization: string;
  handOverTo?: string;
  revokeKeys?: true;
}

const REMOVE_DETAILS = `
At once nothing of theirs opens the organization any more; their account stays. Their contacts and the coming dates go to
another member, or to nobody. The last admin can't be removed.

Example:
  npm run db -- user remove --email ada@example.com --organization northwind --hand-over-to bob@example.com`;

/** `user list`. */
export function listUsersCommand(finish: Finish): Command {
  return new Command("list")
    .description("lists users: email, name, organizations with roles, last sign-in, separated by tabs")
    .option("--organization <slug>", "only its members", readSlug)
    .action(async ({ organization }: { organization?: string }) => {
      if (organization === undefined) return finish(await withDatabase((database) => listUsers(database, {})));
      finish(
        await withOrganization(organization, (database, { _id }) =>
          listUsers(database, { "memberships.organizationId": _id }),
        ),
      );
    });
}

async function listUsers(database: Database, filter: { "memberships.organizationId"?: string }): Promise<ExitCode> {
  const organizations = await database.organizations.find({}, { projection: { slug: 1 } }).toArray();
  const slugs = new Map(organizations.map(({ _id, slug }) => [_id, slug]));
  for await (const { email, name, memberships, lastSignInAt } of database.users.find(filter).sort({ email: 1 })) {
    const belongs = memberships.map(({ organizationId, role }) => `${slugs.get(organizationId)} (${role})`);
    say([email, name, belongs.join(", ") || "-", lastSignInAt?.toISOString() ?? "never"].join("\t"));
  }
  return EXIT.done;
}

/** `user set-role`. */
export function setRoleCommand(finish: Finish): Command {
  return new Command("set-role")
    .description("makes a member an admin, or an admin a member")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .addOption(
      new Option("--role <role>", "an admin sees all contacts, a member the assigned ones")
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .addHelpText(
      "after",
      "\nExample:\n  npm run db -- user set-role --email ada@example.com --organization northwind --role admin",
    )
    .action(async ({ email, organization, role }: { email: string; organization: string; role: Role }) =>
      finish(
        await withMember(email, organization, async (database, { user, organization, source }) => {
          const act = { organizationId: organization._id, source };
          const { outcome } = await changeRole(database, act, { userId: user._id, role });
          if (outcome === "lastAdmin") return refuse(lastAdminText(user, organization));
          if (outcome === "noMember" || outcome === "notAllowed") return refuse(noMemberText(email, organization.slug));
          say(`${user.email} ${outcome === "changed" ? "is now" : "is already"} ${role} of ${organization.slug}.`);
          return EXIT.done;
        }),
      ),
    );
}

/** `user remove`. */
export function removeUserCommand(finish: Finish): Command {
  return new Command("remove")
    .description("removes a user from an organization")
    .requiredOption("--email <email>", "what the user signs in with", readEmail)
    .requiredOption("--organization <slug>", "the organization", readSlug)
    .option("--hand-over-to <email>", "the member who takes over their contacts; without it, nobody", readEmail)
    .option("--revoke-keys", "ends the API keys that they made, too")
    .addHelpText("after", REMOVE_DETAILS)
    .action(async (options: RemoveOptions) => finish(await removeFrom(options)));
}

function removeFrom({ email, organization: slug, handOverTo, revokeKeys }: RemoveOptions) {
  return withMember(email, slug, async (database, { user, organization, source }) => {
    const successor = handOverTo === undefined ? null : await findUserByEmail(database, handOverTo);
    if (handOverTo !== undefined && !successor) return refuse(noMemberText(handOverTo, slug));
    const removal = { userId: user._id, handOverTo: successor?._id ?? null, revokesKeys: revokeKeys === true };
    const result = await removeMember(database, { organizationId: organization._id, source }, removal);
    switch (result.outcome) {
      case "lastAdmin":
        return refuse(lastAdminText(user, organization));
      case "noSuccessor":
        return refuse(noMemberText(handOverTo ?? "", slug));
      case "noMember":
      case "notAllowed":
        return refuse(noMemberText(email, slug));
    }
    const moved = `${result.count} contacts ${successor ? `go to ${successor.email}` : "are theirs no more"}`;
    say(`${user.email} is removed from ${slug}; ${moved}.`);
    return EXIT.done;
  });
}

/** What a command does with a member. */
interface FoundMember {
  user: UserDocument;
  organization: OrganizationDocument;
  source: AuditSource;
}

function withMember(
  email: string,
  slug: string,
  action: (database: Database, found: FoundMember) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withOrganization(slug, async (database, organization) => {
    const user = await findUserByEmail(database, email);
    if (!user) return refuse(`there is no user ${email}`);
    const source = commandLine(new Date());
    return action(database, { user, organization, source });
  });
}

function lastAdminText({ email }: UserDocument, { slug }: OrganizationDocument): string {
  return `${email} is the last admin of ${slug}; make somebody else an admin first`;
}

function noMemberText(email: string, slug: string): string {
  return `${email} doesn't belong to ${slug}`;
}
