import type { Preview, Report } from "../../app/actions/action.ts";
import { changeFollowUps } from "../../app/actions/change-follow-ups.ts";
import type { FollowUpsApi } from "../../app/actions/follow-ups-api.ts";
import { failureText } from "../../app/actions/history.ts";
import { createActions } from "../../app/actions/perform.ts";
import type { LeadQuality } from "../../app/domain/contact.ts";
import type { FollowUp } from "../../app/domain/follow-up.ts";

type Answer = Report<never> | Promise<Report<never>>;
const obstacle = (code: string, reason: string, isLost: boolean): Report<never> => ({
  done: null,
  obstacle: { code, reason, isLost },
});

/** Answers of the server. */
export const done = (value: object): Report<never> => ({ done: value as never, obstacle: null });
export const LOST = obstacle("unreachable", "No answer.", true);
export const REFUSED = obstacle("bad_input", "Not so.", false);
export const NOT_FOUND = obstacle("not_found", "None.", false);
export const REUSED = obstacle("operation_id_reused", "Another.", false);

export const today = "2026-11-25";
const contact = (id: string, leadQuality: LeadQuality | null = null) =>
  ({ id, contactName: id.toUpperCase(), leadQuality }) as FollowUp;
export const ann = contact("ann");
export const bob = contact("bob");

/** Lets all that is ready to go on do so. */
export const settled = () => new Promise((resolve) => setTimeout(resolve));

/** An answer that comes when it is told to. */
export function held(): { promise: Promise<Report<never>>; answer: (report: Report<never>) => void } {
  let resolve: (report: Report<never>) => void = () => {};
  const promise = new Promise<Report<never>>((settle) => (resolve = settle));
  return { promise, answer: resolve };
}

/** The core of the actions with a page and a server that do nothing but write down what they hear. */
export function startActionTrial() {
  /** What was sent, and what the page was shown, in order. */
  const log: string[] = [];
  /** What the server answers, by what it is asked; else that all was done. */
  const answers: Record<string, Answer[]> = {};
  const operationIds: string[] = [];
  let lists = 0;
  const answer = (text: string, otherwise: object): Promise<Report<never>> => {
    log.push(text);
    const [key = ""] = text.split(" ", 1);
    return Promise.resolve(answers[key]?.shift() ?? done(otherwise));
  };
  const api: FollowUpsApi = {
    listDue() {
      const others = lists++ === 0 ? [ann, bob] : [contact(`ann${lists}`), contact(`bob${lists}`)];
      return answer("list", { followUps: others });
    },
    change({ personIds, action, operationId }) {
      operationIds.push(operationId);
      return answer(`${action} ${personIds.join()}`, { count: personIds.length, operationId });
    },
    undo: () => answer("undo", { count: 1 }),
    setNext: () => answer("next", { count: 1 }),
    setLeadQuality: ({ personId, leadQuality, from }) =>
      answer(`quality ${personId} ${leadQuality}${from === undefined ? "" : ` from ${from}`}`, { leadQuality }),
  };
  const actions = createActions();
  actions.usePage({
    show(preview: Preview) {
      const ids = preview.type === "changed" ? preview.ids : preview.followUps.map(({ id }) => id);
      log.push(`${preview.type} ${ids.join()}`);
      return (isAccepted) => log.push(isAccepted ? "accepted" : "put back");
    },
    refresh: async (isReached) => void log.push(isReached ? "refresh" : "refresh out of reach"),
  });
  return {
    api,
    actions,
    log,
    answers,
    operationIds,
    markDone: (...followUps: FollowUp[]) =>
      actions.perform(changeFollowUps({ api, followUps, action: "done", today, locale: "en-GB" })),
    /** What the last action told. */
    text: () => actions.notices().toast?.text,
    /** What is told of the failures. */
    failed: () => failureText(actions.notices().failures),
  };
}
