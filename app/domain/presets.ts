/** A day to snooze to, of a user or of an organization: its name, and the words that say it, such as `end of month`. */
export interface Preset {
  name: string;
  words: string;
}

/** The most of them that each of them has. */
export const MOST_PRESETS = 5;
/** The most characters of a name. */
export const LONGEST_PRESET_NAME = 30;
