/** What to say where a password can't be asked for now, and how it is answered. */
export function refusedAttempt(seconds: number) {
  const when = seconds < 60 ? count(seconds, "second") : count(Math.ceil(seconds / 60), "minute");
  return {
    problem: `Too many wrong passwords. Try again in ${when}, or use a browser in which you have signed in before.`,
    status: 429,
    headers: { "Retry-After": String(seconds) },
  };
}

function count(number: number, unit: string): string {
  return number === 1 ? `1 ${unit}` : `${number} ${unit}s`;
}
