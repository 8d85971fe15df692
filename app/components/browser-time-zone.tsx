import { useEffect, useState } from "react";

/** A hidden field with the browser's time zone, as far as scripts can tell it; empty without them. */
export function BrowserTimeZone() {
  const [timeZone, setTimeZone] = useState("");
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  return <input type="hidden" name="timeZone" value={timeZone} />;
}
