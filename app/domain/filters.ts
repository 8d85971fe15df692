/** The tabs of the hub. */
export const FILTERS = ["all", "overdue", "today", "hot"] as const;
export type Filter = (typeof FILTERS)[number];

/** The orders in which follow-ups can be listed. */
export const ORDERS = ["oldest", "priority"] as const;
export type Order = (typeof ORDERS)[number];
