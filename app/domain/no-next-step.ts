/** The address of the list of those of the active contacts of a member, or of the reader, that have no follow-up date. */
export function noNextStepHref(owner = "mine"): string {
  return `/contacts?${new URLSearchParams({ status: "ACTIVE", followUp: "none", owner })}`;
}

/** The same of the reader's. */
export const NO_NEXT_STEP_HREF = noNextStepHref();
