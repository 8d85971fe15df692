/** How much the erasure of a contact takes away. */
export interface Erasure {
  contacts: number;
  /** Entries of its timeline. */
  activities: number;
  /** Requests that named it, kept so that they can be undone and told again. */
  operations: number;
}

/** Such as `1 contact, 14 timeline entries, 2 operations`. */
export function erasureText({ contacts, activities, operations }: Erasure): string {
  return [
    counted(contacts, "contact", "contacts"),
    counted(activities, "timeline entry", "timeline entries"),
    counted(operations, "operation", "operations"),
  ].join(", ");
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
