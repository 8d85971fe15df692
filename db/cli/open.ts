import { quoted } from "../../app/domain/import-row.ts";
import { findOrganizationBySlug } from "../organizations.ts";
import type { Database, OrganizationDocument } from "../collections.ts";
import { openDatabase } from "../connection.ts";
import { parseLocation } from "./environment.ts";
import { type ExitCode } from "./exit-codes.ts";
import { refuse, remark } from "./messages.ts";

/** Does something with the database that the environment names, and lets go of it. */
export async function withDatabase(action: (database: Database) => Promise<ExitCode>): Promise<ExitCode> {
  const parsed = parseLocation(process.env);
  if (!parsed.ok) return refuse(parsed.problem);
  const connection = await openDatabase(parsed.location, (level, message) => {
    if (level !== "info") remark(`${level}: ${message}`);
  });
  try {
    return await action(connection.database);
  } finally {
    await connection.close();
  }
}

/** Does something with the organization that has the slug; refuses where there is none. */
export function withOrganization(
  slug: string,
  action: (database: Database, organization: OrganizationDocument) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDatabase(async (database) => {
    const organization = await findOrganizationBySlug(database, slug);
    if (organization) return action(database, organization);
    return refuse(`there is no organization ${quoted(slug)}; add it with: organization add --slug ${slug} --name NAME`);
  });
}
