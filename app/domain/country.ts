import { getCountries, type CountryCode } from "libphonenumber-js/min";

/** A country by its two letters. */
export type Country = CountryCode;

/** The country that a time zone is in, such as `DE` for `Europe/Berlin`; undefined for UTC and other zones of no place. */
export function countryOf(timeZone: string): CountryCode | undefined {
  countries ??= readCountries();
  // Asked at each request, and a name is slow to look up; zones are few.
  if (!known.has(timeZone)) known.set(timeZone, countries.get(usualName(timeZone)));
  return known.get(timeZone);
}

let countries: Map<string, CountryCode> | undefined;
const known = new Map<string, CountryCode | undefined>();

function readCountries(): Map<string, CountryCode> {
  const zones = getCountries().flatMap((country) => {
    const region = new Intl.Locale("und", { region: country }) as Intl.Locale & Zones;
    return (region.getTimeZones?.() ?? region.timeZones ?? []).map((zone) => [usualName(zone), country] as const);
  });
  // Where several countries share a zone, it is the first one's.
  return new Map(zones.reverse());
}

/** How newer machines tell a region's zones, and how older ones do. */
interface Zones {
  getTimeZones?(): string[] | undefined;
  timeZones?: string[];
}

/** One of the names of a zone that has several. */
function usualName(timeZone: string): string {
  return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
}
