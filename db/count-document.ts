/** How many of something there were; it begins anew where it has expired. */
export interface CountDocument {
  _id: string;
  count: number;
  lastAt: Date;
  expiresAt: Date;
}
