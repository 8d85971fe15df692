import type { AccountView } from "../../auth/account-view.ts";
import { NO_NEXT_STEP_HREF } from "../../domain/no-next-step.ts";
import type { PageCommand } from "../page-commands.ts";

/** One line of the palette: where it leads, or what it does. */
export interface PaletteItem {
  key: string;
  label: string;
  detail?: string;
  href?: string;
  act?: () => void;
}

/** The lines under one heading. */
export interface PaletteGroup {
  heading: string;
  items: PaletteItem[];
}

const PAGES: { label: string; href: string; isForAdmins?: true }[] = [
  { label: "Follow-ups", href: "/follow-ups" },
  { label: "One at a time", href: "/follow-ups/work" },
  { label: "No next step", href: NO_NEXT_STEP_HREF },
  { label: "Upcoming", href: "/follow-ups/upcoming" },
  { label: "Done today", href: "/follow-ups/done" },
  { label: "Spread a backlog", href: "/follow-ups/spread" },
  { label: "Dashboard", href: "/dashboard" },
  { label: "Contacts", href: "/contacts" },
  { label: "Add contact", href: "/new-contact" },
  { label: "Team", href: "/team", isForAdmins: true },
  { label: "Import contacts", href: "/import", isForAdmins: true },
  { label: "Members", href: "/members", isForAdmins: true },
  { label: "Organization settings", href: "/settings", isForAdmins: true },
  { label: "Audit log", href: "/audit", isForAdmins: true },
  { label: "API keys", href: "/api-keys", isForAdmins: true },
  { label: "API reference", href: "/api" },
  { label: "Your account", href: "/account" },
  { label: "Away", href: "/away" },
  { label: "Calendar address", href: "/account#calendar" },
  { label: "Change your password", href: "/account/password" },
];

/** The commands and pages whose words begin with what is typed, as far as the role may see them. */
export function paletteGroups(
  typed: string,
  { role, commands }: { role: AccountView["role"]; commands: readonly PageCommand[] },
): PaletteGroup[] {
  const pages = PAGES.filter(({ isForAdmins }) => role === "admin" || !isForAdmins);
  const groups = [
    { heading: "Actions", items: commands.map((command) => ({ key: command.label, ...command })) },
    { heading: "Pages", items: pages.map(({ label, href }) => ({ key: href, label, href })) },
  ];
  return groups
    .map(({ heading, items }) => ({ heading, items: items.filter(({ label }) => hasWords(label, typed)) }))
    .filter(({ items }) => items.length > 0);
}

function hasWords(label: string, typed: string): boolean {
  const words = label.toLowerCase().split(/[\s:-]+/);
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((beginning) => words.some((word) => word.startsWith(beginning)));
}
