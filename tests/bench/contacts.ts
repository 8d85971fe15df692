import type { Collection, Document } from "mongodb";

/** The user whose due follow-ups are asked for: 5,000 contacts, however many there are. */
export const user = "user-0";

/** The day up to which follow-ups are due. */
export const today = "2026-11-24";

const dueOfUser = 5000;
const leads = ["HOT", "WARM", "COLD"];

/** Returns the n-th contact of a collection of `total`. */
export function contact(n: number, total: number): Document {
  const isUsers = n % (total / dueOfUser) === 0;
  const day = 1 + ((n * 7) % 28);
  const month = 1 + ((n * 3) % 11);
  return {
    organizationId: "organization-1",
    id: `contact-${n}`,
    name: `Name ${(n * 7919) % 1_000_003}`,
    assigneeIds: isUsers ? [user, `user-${1 + (n % 40)}`] : [`user-${1 + (n % 400)}`],
    status: n % 10 === 3 ? "ARCHIVED" : "ACTIVE",
    leadQuality: leads[n % 3],
    nextFollowUpDate: isUsers ? `2026-${two(month)}-${two(Math.min(day, 24))}` : `2027-${two(month)}-${two(day)}`,
    email: `contact-${n}@example.com`,
    company: `Company ${n % 5000}`,
    note: "Asked for an offer, and wants to hear from us again before the end of the quarter.",
  };
}

const two = (number: number): string => String(number).padStart(2, "0");

/** Fills the collection with `total` contacts, and makes the index that the due list is read from. */
export async function fill(
  collection: Collection,
  total: number,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  await collection.createIndex(
    { organizationId: 1, assigneeIds: 1, nextFollowUpDate: 1, name: 1, id: 1 },
    { partialFilterExpression: { nextFollowUpDate: { $type: "string" } } },
  );
  const atOnce = 5000;
  for (let n = 0; n < total; n += atOnce) {
    const size = Math.min(atOnce, total - n);
    await collection.insertMany(Array.from({ length: size }, (_, i) => contact(n + i, total)));
    if ((n + size) % 100_000 === 0) log(`${n + size} contacts`);
  }
}

/** The oldest ten follow-ups that are due for the user. */
export const due: Document[] = [
  {
    $match: {
      organizationId: "organization-1",
      assigneeIds: user,
      nextFollowUpDate: { $lte: today },
      status: { $in: ["ACTIVE", "INACTIVE"] },
    },
  },
  { $sort: { nextFollowUpDate: 1, name: 1, id: 1 } },
  { $limit: 10 },
  { $project: { _id: 0, id: 1, name: 1, nextFollowUpDate: 1 } },
];
