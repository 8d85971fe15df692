import ipaddr from "ipaddr.js";

/**
 * Whom an address counts as: an IPv4 address is one caller, an IPv6 address stands for its /64, as one caller has all of
 * that. What is no address is one caller, whatever it says.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return "unknown";
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
