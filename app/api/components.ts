import * as v from "valibot";
import { ActivityBody } from "../domain/activity-input.ts";
import { ContactPatch, ContactUpsert, listOf } from "../domain/contact-api-input.ts";
import { AbsenceBody, AbsenceRemovalBody } from "../domain/absence-form.ts";
import { EmbedTokenBody } from "../domain/embed-input.ts";
import { ChangeBody, LeadQualityBody, NextBody, SpreadBody, UndoBody } from "../domain/follow-up-input.ts";
import * as answers from "./answers.ts";
import * as teamAnswers from "./team-answers.ts";

// Any date does: which dates are after today is no part of a schema.
const ANY_DAY = "2000-01-01";
const ANY_TIME = new Date(ANY_DAY);

/** The schemas that the document describes, by the name that it gives them. */
export const COMPONENTS = {
  ContactUpsert,
  ContactPatch,
  UpsertBody: v.union([ContactUpsert, listOf(ContactUpsert)]),
  PatchBody: v.union([ContactPatch, listOf(ContactPatch)]),
  ActivityBody: ActivityBody(ANY_TIME),
  ChangeBody: ChangeBody(ANY_DAY),
  UndoBody,
  NextBody,
  SpreadBody,
  LeadQualityBody,
  AbsenceBody,
  AbsenceRemovalBody,
  EmbedTokenBody,
  Contact: answers.ContactAnswer,
  ContactsAnswer: answers.ContactsAnswer,
  SavedAnswer: answers.SavedAnswer,
  LoggedAnswer: answers.LoggedAnswer,
  FollowUp: answers.FollowUpAnswer,
  DueAnswer: answers.DueAnswer,
  ChangedAnswer: answers.ChangedAnswer,
  UndoneAnswer: answers.UndoneAnswer,
  NextAnswer: answers.NextAnswer,
  SpreadAnswer: answers.SpreadAnswer,
  TeamAnswer: teamAnswers.TeamAnswer,
  AbsencesAnswer: teamAnswers.AbsencesAnswer,
  AbsenceAddedAnswer: teamAnswers.AbsenceAddedAnswer,
  LeadQualityAnswer: answers.LeadQualityAnswer,
  EmbedTokenAnswer: answers.EmbedTokenAnswer,
  Error: answers.ErrorAnswer,
};
