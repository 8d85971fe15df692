import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";

/** What runs at the operator's and in browsers; the demo of another site and what builds the bundle are neither. */
const sources = new Map(
  ["app", "db", "widgets"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:ts|tsx|js)$/.test(name))
      .map((name) => `${folder}/${name}`)
      .filter((path) => !/^widgets\/(?:demo|bundle)\//.test(path))
      .map((path) => [path, readFileSync(path, "utf8")] as const),
  ),
);

/** The parts of the code that are `wanted`, with their files; only files with that `word` are looked through. */
function found(word: RegExp, wanted: (node: ts.Node) => boolean): string[] {
  const parts: string[] = [];
  for (const [path, text] of sources) {
    if (!word.test(text)) continue;
    const visit = (node: ts.Node): void => {
      if (wanted(node)) parts.push(`${path}: ${node.getText()}`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  }
  return parts;
}

const isCallOf = (node: ts.Node, names: RegExp): node is ts.CallExpression | ts.NewExpression =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) && names.test(node.expression.getText());
const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : "");
const pathsOf = (parts: string[]) => [...new Set(parts.map((part) => part.split(":", 1)[0]!))].sort();

test("no text is run as code or as a command (ASVS 1.2.5, 1.3.2)", () => {
  expect(sources.size).toBeGreaterThan(400);
  const runsText = (node: ts.Node) => isCallOf(node, /^(?:globalThis\.|window\.)?(?:eval|Function)$/);
  expect(found(/\b(?:eval|Function)\b/, runsText)).toEqual([]);
  const isLateText = (node: ts.Node) =>
    isCallOf(node, /^set(?:Timeout|Interval)$/) && textOf(node.arguments?.[0]) !== "";
  expect(found(/set(?:Timeout|Interval)\(\s*["'`]/, isLateText)).toEqual([]);
  const modules = /^(?:node:)?(?:child_process|vm|repl)$/;
  const bringsModule = (node: ts.Node) => ts.isStringLiteralLike(node) && modules.test(node.text);
  expect(found(/["'`](?:node:)?(?:child_process|vm|repl)["'`]/, bringsModule)).toEqual([]);
});

test("no text is shown as markup but what the server renders or escapes itself (ASVS 1.3.1, 3.2.2)", () => {
  const names = /\b(?:innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|unsafeSVG|dangerouslySetInnerHTML|srcdoc)\b/i;
  const shown = found(names, (node) => ts.isIdentifier(node) && names.test(node.text));
  const rendered = [
    "app/components/dashboard-panel.tsx",
    "app/components/element.tsx",
    "app/components/hub/hub-row.tsx",
  ];
  expect(pathsOf(shown)).toEqual(rendered);
});

test("of cryptography there are SHA-256, HMAC, HKDF, random bytes and HS256 alone, and no cipher (ASVS 11.3.1, 11.3.2, 11.4.1)", () => {
  const isImported = (node: ts.Node) =>
    ts.isImportSpecifier(node) && textOf(node.parent.parent.parent.moduleSpecifier) === "node:crypto";
  const names = found(/node:crypto/, isImported).map((part) => part.split(": ")[1]!);
  const known = ["createHash", "createHmac", "hkdfSync", "randomBytes", "randomUUID", "type Hash"];
  expect([...new Set(names)].sort()).toEqual(known);
  const isOtherHash = (node: ts.Node) =>
    isCallOf(node, /^(?:create(?:Hash|Hmac)|hkdfSync)$/) && textOf(node.arguments?.[0]) !== "sha256";
  expect(found(/create(?:Hash|Hmac)|hkdf/, isOtherHash)).toEqual([]);
  expect(found(/\bsubtle\b/, (node) => ts.isIdentifier(node) && node.text === "subtle")).toEqual([]);
  const algorithm = /["'`][HREP]S\d{3}["'`]/;
  const isAlgorithm = (node: ts.Node) => ts.isStringLiteralLike(node) && algorithm.test(node.getText());
  expect(found(algorithm, isAlgorithm)).toEqual(['app/auth/embed-token.server.ts: "HS256"']);
});

test("what nobody may guess comes from the system's random numbers (ASVS 6.5.3, 7.2.3, 11.5.1)", () => {
  const guessable = found(/Math\.random/, (node) => isCallOf(node, /^Math\.random$/));
  // Waits that differ, so that not all ask at once.
  expect(pathsOf(guessable)).toEqual(["app/domain/waiting.ts", "app/live/listen-for-changes.ts"]);
});

test("nothing is kept in a browser but its cookies (ASVS 14.3.3)", () => {
  const storage = /^(?:localStorage|sessionStorage|indexedDB|caches)$/;
  expect(found(/Storage|indexedDB|caches/, (node) => ts.isIdentifier(node) && storage.test(node.text))).toEqual([]);
});
