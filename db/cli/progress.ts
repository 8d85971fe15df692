import cliProgress from "cli-progress";

/** Shows how far something is; where stderr is no terminal it shows nothing. */
export interface Progress {
  update(done: number, details?: string): void;
  stop(): void;
}

/** Starts a bar on stderr that ends at `total`. */
export function startProgress(label: string, total: number): Progress {
  if (!process.stderr.isTTY || total <= 0) return { update: () => {}, stop: () => {} };
  const bar = new cliProgress.SingleBar({
    format: `${label} {bar} {percentage}% {details}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    stream: process.stderr,
    hideCursor: true,
  });
  bar.start(total, 0, { details: "" });
  return {
    update: (done, details = "") => bar.update(Math.min(done, total), { details }),
    stop: () => bar.stop(),
  };
}
