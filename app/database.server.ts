/** The one door from the app to the database. */
export { addAbsence, removeAbsence, undoAbsence } from "../db/absences.ts";
export {
  absencesOfUser,
  listAbsences,
  type AbsencesOfUser,
  type AwayMember,
  type ListedAbsence,
} from "../db/list-absences.ts";
export { findMember, findUserByEmail, normalizeEmail } from "../db/accounts.ts";
export { accountOf, setSingleSignOn } from "../db/single-sign-on.ts";
export { findLinkedUser, resetPassword, setPassword } from "../db/set-password.ts";
export {
  addApiKeyOfForm,
  apiKeyIsFor,
  findApiKey,
  hasRoomForKey,
  listApiKeys,
  MOST_API_KEYS,
  noteKeyUse,
  revokeApiKey,
} from "../db/api-keys.ts";
export { recordAudit, type AuditSource } from "../db/audit.ts";
export { auditName, listAuditEvents, type AuditQuery } from "../db/audit-log.ts";
export {
  findContactCadence,
  findFollowUpRules,
  findHotOverdueRule,
  findSettings,
  followUpRulesOf,
  saveSettings,
  setOrganizationPresets,
  setContactCadence,
  type ContactCadence,
  type FollowUpRules,
  type OrganizationSettings,
} from "../db/cadence.ts";
export {
  findCalendarFeed,
  findFeedOfSecret,
  listComing,
  renewCalendarFeed,
  revokeCalendarFeed,
} from "../db/calendar-feeds.ts";
export { addToCounts, forgetCount, isFirst, readCounts } from "../db/counts.ts";
export {
  previewSpread,
  spreadFollowUps,
  type SpreadFailure,
  type SpreadPreview,
  type SpreadRequest,
} from "../db/spread-follow-ups.ts";
export { countToReassign, reassignFollowUps } from "../db/reassign-follow-ups.ts";
export { changeMark, organizationMark, whoseMark } from "../db/change-mark.ts";
export { changeFollowUps, setFollowUpDates, type ChangeResult, type DateChange } from "../db/change-follow-ups.ts";
export {
  type ApiKeyDocument as ApiKey,
  type Database,
  type Role,
  type SessionDocument as Session,
  type UserDocument as User,
} from "../db/collections.ts";
export { openDatabase } from "../db/connection.ts";
export { listContactsById, saveContacts } from "../db/contact-api.ts";
export { logActivity, type LoggedActivity, type Logger, type NewActivity } from "../db/log-activity.ts";
export { assignContacts, changeAssignees, type AssignResult } from "../db/contact-assignees.ts";
export { addContact, changeDetails, type DetailsResult } from "../db/contact-details.ts";
export { countContacts, listContacts, type ListedContact } from "../db/contact-pages.ts";
export { countFound, searchContacts } from "../db/contact-search.ts";
export { type SecretForm } from "../db/secret-once.ts";
export { activateContacts } from "../db/activate-contacts.ts";
export { deleteContact } from "../db/delete-contact.ts";
export { mergeContacts } from "../db/merge-contacts.ts";
export { findAlike, type AlikeContacts } from "../db/alike-contacts.ts";
export { undoRemovalOfContact } from "../db/undo-removal-of-contact.ts";
export { changeRole } from "../db/members/change-role.ts";
export { finishHandOvers, listPendingHandOvers } from "../db/members/hand-over.ts";
export { invite, listInvitations, revokeInvitation, type InviteResult } from "../db/members/invitations.ts";
export { findInvitation, joinAsNewUser, joinAsUser } from "../db/members/join.ts";
export {
  findMemberName,
  findMemberNames,
  findMemberToManage,
  listMembersWithRoles,
} from "../db/members/list-members.ts";
export { removeMember } from "../db/members/remove-member.ts";
export { makeResetLink } from "../db/members/reset-link.ts";
export { undoRemoval } from "../db/members/undo-removal.ts";
export {
  addUpload,
  beginUploadJob,
  erasedSince,
  findUpload,
  isLostJob,
  isUploadJobRunning,
  isUploadThere,
  readUploadFile,
  removeErasedUpload,
  removeUploadFile,
  removeUploads,
  stopLostJob,
  tellUploadJob,
  UploadFileGone,
  writeUploadFile,
} from "../db/uploads.ts";
export { UPLOAD_JOBS, type UploadDocument, type UploadJobDocument, type UploadJobKind } from "../db/upload-document.ts";
export { findNames, findProfile, hasContacts, listMembers, type ContactProfile } from "../db/contacts.ts";
export { countErasure, eraseContact } from "../db/erase/erase-contact.ts";
export { readDue, type DueRequest } from "../db/due.ts";
export { contactHistories, type ContactEntry } from "../db/contact-history.ts";
export { newFormKey, newId, operationIdOf } from "../db/ids.ts";
export { isKnownForm } from "../db/operations.ts";
export { setLeadQuality } from "../db/lead-quality.ts";
export { setNextFollowUps } from "../db/next-follow-ups.ts";
export { passwordMatches } from "../db/passwords.ts";
export type { MemberScope, Scope } from "../db/scope.ts";
export { exportAuditLog } from "../db/export/export-audit-log.ts";
export { exportOrganization, EXPORT_FORMATS } from "../db/export/export-organization.ts";
export { mapOfChoice } from "../db/import/column-map.ts";
export { importContacts, type ImportSummary, type RejectedRow } from "../db/import/import-contacts.ts";
export type { ChangeTally, TalliedField } from "../db/import/change-tally.ts";
export { isImport, isUndoBegun, undoImport, type UndoneImport } from "../db/import/undo-import.ts";
export { describeProblem } from "../db/import/problems.ts";
export { rejectedHeader, rejectedLine } from "../db/import/rejected-line.ts";
export { surveyFile } from "../db/import/survey.ts";
export { asTableFile } from "../db/import/table-file.ts";
export { readTableHead } from "../db/import/table-head.ts";
export { findOrganization } from "../db/organizations.ts";
export { addSampleContacts, countSampleContacts, removeSampleContacts } from "../db/sample-contacts.ts";
export { DEMO_SIGN_IN, isDemoOpen, isEmpty, loadDemoData } from "../db/seed/demo.ts";
export {
  addSession,
  endSession,
  endSessions,
  listSessions,
  LONGEST_DAYS,
  setSessionOrganization,
  type NewSession,
} from "../db/sessions.ts";
export { takeStreamPlace, type StreamPlace } from "../db/stream-places.ts";
export { noteFailedSignIn, noteSignIn } from "../db/sign-ins.ts";
export { setFirstTimeZone, setLeave, setOwnDetails, setPresets } from "../db/own-details.ts";
export { listDoneToday, type DoneOperation } from "../db/done-today.ts";
export { undoOperation, type UndoResult } from "../db/undo-operation.ts";
export { listUpcoming } from "../db/upcoming.ts";
export { listHotOverdue, readTeam, type HotContact, type MemberDay } from "../db/team.ts";
export { unavailability } from "../db/unavailable.ts";
export { holidayCountries } from "../db/holidays.ts";
export { comingDaysOff, isHolidayCountry, workingCalendarOf, type CalendarParts } from "../db/working-calendar.ts";
export { watchContacts, type ChangedOrganizations } from "../db/watch-contacts.ts";
export { findUserWithOrganizations, openSession, type OpenSession, type UserWithOrganizations } from "../db/viewer.ts";
