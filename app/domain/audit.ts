/** What the audit log keeps, by what it is about; each with what people read. */
export const AUDIT_GROUPS = {
  "Signing in": {
    signedIn: "Signed in",
    signInFailed: "Sign-in failed",
    signedOut: "Signed out",
    sessionEnded: "Session ended",
    passwordChanged: "Password changed",
    resetLinkMade: "Password link created",
    calendarAddressMade: "Calendar address created",
    calendarAddressEnded: "Calendar address turned off",
  },
  Members: {
    memberAdded: "Member added",
    memberInvited: "Member invited",
    invitationRevoked: "Invitation revoked",
    invitationAccepted: "Invitation accepted",
    roleChanged: "Role changed",
    memberRemoved: "Member removed",
    memberRestored: "Removal of a member undone",
    absenceAdded: "Absence added",
    absenceRemoved: "Absence removed",
    standInNamed: "Stand-in named",
  },
  "API keys": {
    apiKeyMade: "API key created",
    apiKeyRevoked: "API key revoked",
  },
  Data: {
    exported: "Data exported",
    imported: "Contacts imported",
    importUndone: "Import undone",
    contactDeleted: "Contact deleted",
    contactsMerged: "Contacts merged",
    contactRestored: "Deletion or merge undone",
    contactErased: "Contact erased",
    userErased: "User erased",
    settingsChanged: "Settings changed",
  },
} as const;

type LabelsOf<Group> = Group extends unknown ? keyof Group : never;

/** What kind of event it is. */
export type AuditKind = LabelsOf<(typeof AUDIT_GROUPS)[keyof typeof AUDIT_GROUPS]>;

const LABELS = new Map(Object.values(AUDIT_GROUPS).flatMap((labels) => Object.entries(labels)));

/** All kinds, in the order of their groups. */
export const AUDIT_KINDS = [...LABELS.keys()] as AuditKind[];

/** A kind as people read it. */
export function auditKindLabel(kind: AuditKind): string {
  return LABELS.get(kind) ?? kind;
}
