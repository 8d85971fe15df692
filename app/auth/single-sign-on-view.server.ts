import type { AppLoadContext } from "@remix-run/node";
import { findOrganization } from "../database.server.ts";
import type { SignedInViewer } from "./viewer.server.ts";

/** What the settings page shows of single sign-on. */
export interface SingleSignOnView {
  domain: string;
  joins: boolean;
  required: boolean;
  /** True where the viewer came by it. */
  mayChange: boolean;
}

/** What the viewer's organization asks of single sign-on; null where no provider of identities is set up. */
export async function singleSignOnView(
  { singleSignOn, database }: AppLoadContext,
  { organizationId, signedInBy }: SignedInViewer,
): Promise<SingleSignOnView | null> {
  if (!singleSignOn) return null;
  const organization = await findOrganization(database, organizationId);
  const { joins = false, required = false } = organization?.singleSignOn ?? {};
  return { domain: singleSignOn.domain, joins, required, mayChange: signedInBy === "singleSignOn" };
}
