const LONGEST_SHOWN = 600;
const MOST_LINES = 8;

/** What was written, and of what is long the beginning, with the rest behind a button. */
export function TimelineText({ text }: { text: string }) {
  const lines = text.split("\n", MOST_LINES).join("\n");
  const beginning = [...lines.slice(0, 2 * LONGEST_SHOWN)].slice(0, LONGEST_SHOWN).join("");
  const whole = (
    <p className="timeline-text" dir="auto">
      {text}
    </p>
  );
  if (beginning === text) return whole;
  return (
    <div className="timeline-long">
      <p className="timeline-text" dir="auto">
        {beginning}…
      </p>
      <details className="disclosure">
        <summary>The whole note</summary>
        {whole}
      </details>
    </div>
  );
}
