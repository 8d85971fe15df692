import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MOST_CONTACTS, MOST_CONTACTS_KIBIBYTES } from "../../app/domain/contact-api-input.ts";
import { LONGEST_CADENCE_DAYS } from "../../app/domain/cadence.ts";
import { MOST_CHARACTERS } from "../../app/domain/characters.ts";
import { MOST_FOLLOW_UPS } from "../../app/domain/due-list.ts";
import { LONGEST_NOTE } from "../../app/domain/note-form.ts";
import { TOKEN_MINUTES } from "../../app/auth/embed-token.server.ts";
import { FREE_FAILURES } from "../../app/auth/sign-in-limit.server.ts";
import { MOST_MEGABYTES } from "../../app/import/receive-upload.server.ts";
import { parseEnv } from "../../app/server/env.ts";
import { MOST_API_KEYS } from "../../db/api-keys.ts";
import { MOST_COLUMNS } from "../../db/import/csv-header.ts";
import { LINK_DAYS } from "../../db/one-time-links.ts";
import { MOST_PASSWORD_BYTES } from "../../db/passwords.ts";
import { IDLE_DAYS, LONGEST_DAYS } from "../../db/sessions.ts";
import { ROUTES } from "../support/access-table.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const document = read(".github/SECURITY.md").replaceAll(/\s+/g, " ");
/** What stands under a heading. */
const part = (heading: string) => document.split(` ## ${heading} `)[1]?.split(" ## ")[0] ?? "";
const parsed = parseEnv({ NODE_ENV: "production" });
const defaults = parsed.ok ? parsed.env : null;

describe("the document says what the program does:", () => {
  test("what input is taken, and how much of it (ASVS 2.1.1, 2.1.3, 5.1.1)", () => {
    const rules = part("What is taken");
    const { id, name, email, phone, photoUrl } = MOST_CHARACTERS;
    expect(rules).toContain(
      `an id ${id}, a name or company ${name}, an email ${email}, a phone number ${phone}, a photo's address ${photoUrl}, a note ${LONGEST_NOTE} characters`,
    );
    expect(rules).toContain(`0 to ${LONGEST_CADENCE_DAYS} days`);
    expect(rules).toContain(`${MOST_CONTACTS_KIBIBYTES / 1_024} MiB for ${MOST_CONTACTS} contacts`);
    expect(rules).toMatch(new RegExp(`contacts in one action \\| ${MOST_FOLLOW_UPS} `));
    expect(rules).toMatch(new RegExp(`API keys, open invitations \\| ${MOST_API_KEYS} `));
    expect(rules).toContain(`${defaults!.API_REQUESTS_PER_MINUTE} a minute`);
    expect(rules).toContain(`${MOST_MEGABYTES} MB, 300 MB unpacked, ${MOST_COLUMNS} columns`);
  });

  test("how passwords are guarded from being guessed, and nobody from being shut out (ASVS 6.1.1, 6.1.2, 6.1.3)", () => {
    const rules = part("Signing in");
    expect(rules).toContain(`at most ${MOST_PASSWORD_BYTES} bytes`);
    expect(rules).toContain(`After ${FREE_FAILURES} for an account`);
    expect(rules).toContain("up to 5 minutes, never for good");
    const limit = defaults!.SIGN_IN_FAILURES_PER_QUARTER_HOUR;
    expect(rules).toContain(`after ${limit} from an address (\`SIGN_IN_FAILURES_PER_QUARTER_HOUR\``);
    expect(read("README.md")).toMatch(new RegExp(`\`SIGN_IN_FAILURES_PER_QUARTER_HOUR\` .*\`${limit}\``));
    expect(rules).toContain("A browser in which the user has signed in before is free of both");
    expect(rules).toContain(`it works once, for ${LINK_DAYS} days`);
    expect(rules).toContain("**Single sign-on**");
  });

  test("how long sessions and tokens last (ASVS 7.1.1, 7.1.2, 7.1.3)", () => {
    const rules = part("Sessions");
    expect(rules).toContain(`${IDLE_DAYS} days after its last use, ${LONGEST_DAYS} days after it began`);
    expect(rules).toContain(`A token lasts ${TOKEN_MINUTES} minutes`);
    expect(rules).toContain("as many sessions as browsers");
  });

  test("who may do what, admins' pages by name (ASVS 8.1.1, 8.1.2)", () => {
    const rules = part("Who may do what");
    const rowOf = (who: string) => rules.split(`| ${who} `)[1]?.split(" | | ")[0] ?? "";
    const pages = Object.values(ROUTES).filter(({ access }) => access === "admin");
    const names = new Set(pages.map(({ path }) => (path.endsWith("/erase") ? "erase contacts" : path.split("/")[1]!)));
    for (const name of names) expect(rowOf("admin of an organization"), name).toContain(name);
    expect(rowOf("another system")).toContain("scope `contacts`");
    expect(rowOf("another site's server")).toContain("scope `panel-tokens`");
    for (const who of ["anyone", "member", "a panel on another site", "a calendar program"])
      expect(rowOf(who), who).not.toBe("");
    expect(rules).toContain("What isn't named isn't allowed.");
  });

  test("within what time packages are updated (ASVS 15.1.1)", () => {
    const rules = part("Updates of packages");
    for (const frame of ["within 2 days", "within 7 days", "within 30 days", "within 90 days"])
      expect(rules).toContain(frame);
  });

  test("what the proxy in front has to do, and where the hub connects to by itself (ASVS 12.1.1, 12.2.1, 12.2.2, 13.1.1)", () => {
    const rules = part("Connections");
    for (const words of ["TLS 1.2 and 1.3 alone", "a certificate that browsers trust", "over HTTP to HTTPS"])
      expect(rules).toContain(words);
    for (const variable of ["TRUST_PROXY", "ORIGIN", "MONGODB_URI", "OIDC_ISSUER"]) expect(rules).toContain(variable);
    const overHttp = { OIDC_ISSUER: "http://login.example", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "x" };
    const { ok } = parseEnv({ NODE_ENV: "production", ...overHttp, OIDC_DOMAIN: "acme.example" });
    expect(ok).toBe(false);
  });
});

test("updates are looked for every week, and each package is the one whose checksum is known (ASVS 15.2.1)", () => {
  const updates = read(".github/dependabot.yml");
  expect(updates).toMatch(/package-ecosystem: npm\n\s+directory: \/\n\s+schedule:\n\s+interval: weekly/);
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { version: string; integrity?: string; link?: boolean }>;
  };
  const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
  for (const name of Object.keys(dependencies)) expect(packages[`node_modules/${name}`], name).toBeDefined();
  const unknown = Object.entries(packages).filter(([path, { integrity }]) => path !== "" && !integrity);
  expect(unknown).toEqual([]);
});
