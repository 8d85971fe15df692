import { createInterface } from "node:readline";
import { remark } from "./messages.ts";

/** True where whoever runs the command writes `name` on the next line of stdin. */
export async function isConfirmed(name: string): Promise<boolean> {
  remark(`This can't be undone. Write ${name} to go on:`);
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    for await (const line of lines) return line.trim() === name;
    return false;
  } finally {
    lines.close();
    process.stdin.destroy();
  }
}
