/** The one door from the app to the database. */
export { findUserByEmail } from "../db/accounts.ts";
export { apiKeyExists, findApiKey, findMember } from "../db/api-keys.ts";
export { changeMark } from "../db/change-mark.ts";
export { changeFollowUps, setFollowUpDate, undoOperation, type ChangeResult } from "../db/change-follow-ups.ts";
export { ROLES, type Database, type Role } from "../db/collections.ts";
export { openDatabase } from "../db/connection.ts";
export { findProfile, listContacts, type ContactPosition, type ContactProfile } from "../db/contacts.ts";
export { countDue, listDue } from "../db/due.ts";
export { passwordMatches } from "../db/passwords.ts";
export type { MemberScope, Scope } from "../db/scope.ts";
export { isEmpty, loadDemoData } from "../db/seed/demo.ts";
export { deleteSession, readSession, saveSession } from "../db/sessions.ts";
export { setFirstTimeZone, setTimeZone } from "../db/time-zone.ts";
export { isUnavailable } from "../db/unavailable.ts";
export { findUserWithOrganizations } from "../db/viewer.ts";
