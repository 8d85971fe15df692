/** A step of the schema that is done, and the lease of the process that runs them. */
export interface SchemaStepDocument {
  _id: string;
  at: Date;
  /** Of the lease. */
  until?: Date;
  holder?: string;
}
