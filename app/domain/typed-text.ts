/** What someone has typed into a field. */
export interface TypedText {
  /** What the field is called. */
  label: string;
  text: string;
}
