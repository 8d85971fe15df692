/** The address of the list of those of the reader's active contacts that have no follow-up date. */
export const NO_NEXT_STEP_HREF = "/contacts?status=ACTIVE&followUp=none&owner=mine";
