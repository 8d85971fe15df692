import { cpus, loadavg, totalmem } from "node:os";

/** One line of the table: what was measured beside what, and the largest ratio that is good enough; none is only told. */
export interface Line {
  what: string;
  beside: string;
  ours: number;
  theirs: number;
  unit: "ms" | "KB" | "";
  goal?: number;
}

/** Prints the lines with their ratios, says on what machine they were measured, and prints all of it as JSON once more. */
export function printTable(lines: readonly Line[]): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const load = loadavg()[0]!.toFixed(1);
  const cells = lines.map(({ what, beside, ours, theirs, unit, goal }) => [
    what,
    beside,
    figure(ours, unit),
    figure(theirs, unit),
    (ours / theirs).toFixed(1),
    goal === undefined ? "" : goal.toFixed(1),
    goal === undefined ? "" : ours / theirs <= goal ? "met" : "missed",
  ]);
  const heads = ["what", "beside", "ours", "theirs", "ratio", "goal", ""];
  const widths = heads.map((head, place) => Math.max(head.length, ...cells.map((row) => row[place]!.length)));
  console.log(`${machine}, load ${load}\n`);
  for (const row of [heads, widths.map((width) => "-".repeat(width)), ...cells]) {
    console.log(`| ${row.map((cell, place) => cell.padEnd(widths[place]!)).join(" | ")} |`);
  }
  console.log(`\n${JSON.stringify({ machine, load, lines })}`);
}

function figure(value: number, unit: string): string {
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)} ${unit}`.trim();
}
