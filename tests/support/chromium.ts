import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** A browser on this machine, and the arguments that it needs here. */
export interface Chromium {
  executablePath: string;
  args: string[];
}

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const USUAL_PLACES = [
  "/usr/bin",
  "/usr/local/bin",
  "/snap/bin",
  "/opt/google/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Finds a browser: the one that CHROMIUM_PATH names, else an installed one, else the one in `@sparticuz/chromium`. */
export async function findChromium(): Promise<Chromium> {
  // Chromium's sandbox refuses to start for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const installed = process.env.CHROMIUM_PATH || installedChromium();
  if (installed) return { executablePath: installed, args };
  const { default: packaged } = await import("@sparticuz/chromium");
  // Its own arguments make of it a browser that lives in one process, keeps no two sites apart and draws in software what a
  // graphics card would, which takes half of all its time.
  return { executablePath: await packaged.executablePath(), args: ["--no-sandbox"] };
}

function installedChromium(): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...USUAL_PLACES];
  const candidates = [
    ...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...USUAL_PLACES.slice(4),
  ];
  return candidates.find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
