import type { AppLoadContext } from "@remix-run/node";
import * as v from "valibot";
import { safeRedirect } from "../auth/redirect-to.ts";
import type { Viewer } from "../auth/viewer.server.ts";
import { changeFollowUps, findProfile } from "../database.server.ts";
import { markOf, readSaid, typedSaid, type SaidProblem, type TypedSaid } from "../domain/done-as-form.ts";
import { PersonIds } from "../domain/follow-up-input.ts";
import { tryDates, type TryDates } from "../domain/outcome.ts";
import { readWhose } from "../domain/due-view.ts";
import { followUpCount } from "../domain/result-text.ts";
import type { Message } from "../message.server.ts";
import { NOT_ASSIGNED, changeMessage } from "./change-message.server.ts";
import { rulesOfList } from "./list-rules.server.ts";
import { requireListViewer } from "./whose-list.server.ts";
import { nowOf } from "../now.server.ts";

/** What the page shows that asks what came of follow-ups. */
export interface DoneAsView {
  personIds: string[];
  /** In whose list they are; null where it is the viewer's own. */
  whose: string | null;
  /** The name, where they are of one contact. */
  contactName: string | undefined;
  /** Whom they are about, in words. */
  whom: string;
  dates: TryDates;
  today: string;
  /** Where one has come from, and goes back to. */
  redirectTo: string;
  typed?: TypedSaid;
  problem: SaidProblem | null;
  /** True where other dates follow by now than the page had shown. */
  hasNewDates: boolean;
}

/** What became of the page's form: something to tell on the page that one goes back to, or the form again. */
export type DoneAsAnswer =
  | { outcome: "told"; message: Message; redirectTo: string }
  | { outcome: "ask"; status: 200 | 400 | 409; view: DoneAsView };

const NOBODY: Message = { tone: "error", text: "Nothing was selected, so nothing changed." };

/**
 * The page that asks what came of the follow-ups that an address or a form names; null where it names none. Throws a 400
 * answer where they are no list of contacts.
 */
export async function doneAsView(
  fields: URLSearchParams | FormData,
  signedIn: Viewer,
  context: AppLoadContext,
): Promise<DoneAsView | null> {
  const named = fields.getAll("personIds");
  if (named.length === 0) return null;
  const ids = v.safeParse(PersonIds, named);
  if (!ids.success) throw new Response(`personIds: ${ids.issues[0].message}`, { status: 400 });
  const { database } = context;
  const whose = readWhose(fields);
  const viewer = await requireListViewer(context, signedIn, whose);
  const { today, locale } = viewer;
  const [only = "", ...others] = ids.output;
  const [profile, rules] = await Promise.all([
    others.length === 0 ? findProfile(database, viewer, only) : null,
    rulesOfList(database, viewer),
  ]);
  return {
    personIds: ids.output,
    whose,
    contactName: profile?.contact.name,
    whom: profile?.contact.name ?? followUpCount(ids.output.length, locale),
    dates: tryDates(today, rules),
    today,
    redirectTo: safeRedirect(fields.get("redirectTo")),
    problem: null,
    hasNewDates: false,
  };
}

/** Marks the follow-ups that a form names done with what came of them; one that doesn't say it, as the hub's, is asked. */
export async function submitDoneAs(form: FormData, viewer: Viewer, context: AppLoadContext): Promise<DoneAsAnswer> {
  const view = await doneAsView(form, viewer, context);
  if (!view) return { outcome: "told", message: NOBODY, redirectTo: safeRedirect(form.get("redirectTo")) };
  if (!form.has("text")) return { outcome: "ask", status: 200, view };
  const typed = typedSaid(form);
  const said = readSaid(typed);
  if ("field" in said) return { outcome: "ask", status: 400, view: { ...view, typed, problem: said } };
  const { personIds: ids, whose, contactName, dates, redirectTo } = view;
  const scope = await requireListViewer(context, viewer, whose);
  const seen = form.get("seen");
  if (said.outcome in dates && seen !== null && seen !== markOf(dates)) {
    return { outcome: "ask", status: 409, view: { ...view, typed, hasNewDates: true } };
  }
  const now = nowOf(context);
  const change = { ids, action: "done", ...said, today: viewer.today, now, dueOnly: true } as const;
  const result = await changeFollowUps(context.database, scope, change);
  if (result.outcome !== "changed") return { outcome: "told", message: NOT_ASSIGNED, redirectTo };
  const message = changeMessage(result, { action: "done", outcome: said.outcome, contactName }, viewer);
  return { outcome: "told", message, redirectTo };
}
