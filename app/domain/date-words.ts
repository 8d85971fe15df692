/** The languages in which months are read by name. */
const LANGUAGES = ["en", "de", "fr", "es", "pt", "it", "nl"];

/** Short forms that programs write beside those of the languages' own rules. */
const MORE_MONTHS: [string, number][] = [
  ...([
    ["sept", 9],
    ["maerz", 3],
    ["mrz", 3],
    ["janner", 1],
    ["jaenner", 1],
  ] as [string, number][]),
  ...([
    ["ene", 1],
    ["fevr", 2],
    ["febr", 2],
    ["juil", 7],
    ["setiembre", 9],
    ["decem", 12],
  ] as [string, number][]),
];
/** Words of dates that say nothing: `2 de enero`, `the 2nd of January`, `1er janvier`. */
const MORE_WORDS = ["de", "del", "do", "di", "of", "the", "st", "nd", "rd", "th", "er", "le", "den", "der", "am", "o"];

const plain = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[.\s]/g, "").toLowerCase();

function namesOf(part: "month" | "weekday", count: number): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of LANGUAGES) {
    for (const style of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(language, { [part]: style, timeZone: "UTC" });
      for (let place = 0; place < count; place++) {
        // The first of June 2026 is a Monday.
        const day = part === "month" ? Date.UTC(2026, place, 1) : Date.UTC(2026, 5, 1 + place);
        names.set(plain(format.format(day)).split("-", 1)[0]!, place + 1);
      }
    }
  }
  return names;
}

/** Made when a date is first read by its words, as asking for the names of seven languages takes a while. */
let months: Map<string, number> | undefined;
let passedOver: Set<string> | undefined;

/** The month that a word of one of the languages names, from 1 to 12; null where it names none. */
export function monthOf(word: string): number | null {
  months ??= new Map([...namesOf("month", 12), ...MORE_MONTHS]);
  return months.get(plain(word)) ?? null;
}

/** True for a day of the week and other words of a date that say nothing of it. */
export function isPassedOver(word: string): boolean {
  passedOver ??= new Set([...namesOf("weekday", 7).keys(), ...MORE_WORDS, "feira", "tues", "thur", "thurs", "weds"]);
  return passedOver.has(plain(word));
}

/** Hours ahead of UTC of the zones that programs write by letters. */
const ZONES: Record<string, number> = {
  ...{ z: 0, ut: 0, utc: 0, gmt: 0, wet: 0, bst: 1, west: 1, cet: 1, mez: 1, cest: 2, mesz: 2, eet: 2, eest: 3 },
  ...{ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
};

/** The offset from UTC that a zone says, such as `+01:00` for `CET`, `GMT+1` or `+0100`; null where it says none. */
export function offsetOf(zone: string): string | null {
  const named = ZONES[zone];
  if (named !== undefined) return `${named < 0 ? "-" : "+"}${String(Math.abs(named)).padStart(2, "0")}:00`;
  const [, sign, hours = "", minutes = "00"] =
    /^(?:utc|gmt)? ?([+-])(\d{1,2}):?(\d{2})?(?: [a-z]{1,5})?$/.exec(zone) ?? [];
  const isOffset = sign !== undefined && Number(hours) < 24 && Number(minutes) < 60;
  return isOffset ? `${sign}${hours.padStart(2, "0")}:${minutes}` : null;
}
