/** What the process ends with, as `--help` lists them. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  rowsRejected: 3,
  stopped: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The codes and what they mean, for help texts. */
export const EXIT_CODES_HELP = `Exit codes:
  0    all done
  1    refused or failed; one line on stderr says why
  2    wrong usage
  3    imported, but for the rows that stderr names
  130  stopped by Ctrl-C; what was done until then is kept`;
