/** What someone has typed into a field. */
export interface EnteredText {
  /** What the field is called. */
  label: string;
  text: string;
}
