/** The most operations that one form makes, and takes back. */
export const MOST_OPERATIONS = 10;

/** The operations that a form beside a message is about. */
export function operationIdsOf(form: FormData): string[] {
  return form.getAll("operationId").slice(0, MOST_OPERATIONS).map(String);
}
