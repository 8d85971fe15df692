import type { Role } from "../app/domain/role.ts";

/** What a link that can be used once is for; one that a user has made ends where they are no admin any more. */
export type OneTimeLink =
  | {
      purpose: "passwordReset";
      userId: string;
      /** Absent where the command line made it. */
      madeBy?: string;
      /** It opens an account of no other organizations than these; absent where it opens any. */
      within?: string[];
    }
  | { purpose: "invitation"; organizationId: string; email: string; role: Role; madeBy: string };

/** A link that can be used once, while it is young. */
export type OneTimeLinkDocument = OneTimeLink & {
  /** SHA-256 of the secret in the link. */
  _id: string;
  createdAt: Date;
  expiresAt: Date;
};
