import { LEAD_QUALITIES, type LeadQuality } from "../../domain/contact.ts";

/** What a submit of the hub's form asks for. */
export interface SubmitRequest {
  ids: string[];
  action: "done" | "snooze";
  until: string | undefined;
  /** True where a row's own button was pressed. */
  isRow: boolean;
}

/** Reads the form as the server does, but for a form that this page has made; null where there is nothing to do. */
export function readSubmit(form: FormData): SubmitRequest | null {
  const row = form.get("row");
  const choice = form.get("choice");
  const isRow = typeof row === "string";
  const fields = isRow ? new URLSearchParams(row) : typeof choice === "string" ? new URLSearchParams(choice) : form;
  const ids = (isRow ? fields : form).getAll("personIds").map(String);
  const action = fields.get("action");
  if (action !== "done" && action !== "snooze") return null;
  const until = fields.has("date") && fields !== form ? form.get("date") : fields.get("until");
  if (fields.has("date") && fields !== form && !until) return null;
  return { ids, action, until: typeof until === "string" && until ? until : undefined, isRow };
}

/** The contact and its new lead quality, where a button of a row's menu that sets one was pressed; null elsewhere. */
export function readLeadQuality(submitter: HTMLElement | null): { id: string; leadQuality: LeadQuality | null } | null {
  if (!(submitter instanceof HTMLButtonElement) || submitter.name !== "leadQuality") return null;
  const { value } = submitter;
  return { id: submitter.dataset.contact ?? "", leadQuality: LEAD_QUALITIES.find((each) => each === value) ?? null };
}
