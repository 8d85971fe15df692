import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elementsOf } from "../../widgets/framework-types.js";

/** An attribute of the manifest with the field it sets, or a property or an event. */
interface Member {
  name: string;
  fieldName?: string;
}

interface ManifestElement {
  tagName: string;
  attributes: Member[];
  properties: Member[];
  events: Member[];
}

/** How a sample writes a member, and how a tag gives it a wrong value; without `wrong` no tag can. */
interface Use {
  right: string;
  wrong?: string;
}

interface Framework {
  sample: string;
  compiler: string;
  /** What the project has installed beside the widgets, as a name and the package here that stands for it. */
  installed: Record<string, string>;
  usesOf: (element: ManifestElement) => Use[];
  /** A file in which each of the tags has to be an error. */
  wrongFile: (tags: string[]) => string;
}

const FRAMEWORKS: Record<string, Framework> = {
  "React 18": {
    sample: "react-18.tsx",
    compiler: "typescript/bin/tsc",
    installed: { "@types/react": "@types/react" },
    usesOf: ({ attributes, properties, events }) => [
      ...attributes.map(({ name }) => ({ right: ` ${name}=`, wrong: `${name}={wrong}` })),
      ...properties
        .filter(({ name }) => !attributes.some(({ fieldName }) => fieldName === name))
        .map(({ name }) => ({ right: `.${name} = `, wrong: `${name}={wrong}` })),
      ...events.map(({ name }) => ({ right: `addEventListener("${name}"` })),
    ],
    wrongFile: (tags) => wrongReactFile("react-18", [...tags, "<follow-up-row overdue={false} />"]),
  },
  "React 19": {
    sample: "react-19.tsx",
    compiler: "typescript/bin/tsc",
    installed: { "@types/react": "@types/react-19" },
    usesOf: ({ attributes, properties, events }) =>
      [...attributes, ...properties, ...events.map(({ name }) => ({ name: `on${name}` }))].map(({ name }) => ({
        right: ` ${name}=`,
        wrong: `${name}={wrong}`,
      })),
    wrongFile: (tags) => wrongReactFile("react", tags),
  },
  "Vue 3": {
    sample: "vue-3.vue",
    compiler: "vue-tsc/bin/vue-tsc.js",
    installed: { vue: "vue" },
    usesOf: ({ properties, events }) =>
      [...properties.map(({ name }) => ` :${name}=`), ...events.map(({ name }) => ` @${name}=`)].map((right) => ({
        right,
        wrong: `${right.trim()}"wrong"`,
      })),
    wrongFile: (tags) =>
      [
        `<script setup lang="ts">\nimport type {} from "follow-up-widgets/vue";\nconst wrong = Symbol();\n</script>`,
        `<template>\n${tags.map((tag) => `<!-- @vue-expect-error -->\n${tag}`).join("\n")}\n</template>`,
      ].join("\n"),
  },
};

function wrongReactFile(types: string, tags: string[]): string {
  const lines = tags.map((tag) => `// @ts-expect-error\nexpect(${tag});`);
  return [
    `import type {} from "follow-up-widgets/${types}";`,
    "const wrong = Symbol();",
    "const expect = (element: object) => element;",
    ...lines,
  ].join("\n");
}

const COMPILER_OPTIONS = {
  target: "ES2022",
  lib: ["ES2023", "DOM", "DOM.Iterable"],
  module: "ESNext",
  moduleResolution: "bundler",
  jsx: "react-jsx",
  strict: true,
  skipLibCheck: false,
  noEmit: true,
  types: [],
};

let folder: string;
let elements: ManifestElement[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "widget-types-"));
  elements = elementsOf(JSON.parse(await readFile("build/package/custom-elements.json", "utf8")));
  expect(elements.map(({ tagName }) => tagName)).toEqual(["follow-up-row", "follow-up-panel"]);
});
afterAll(() => rm(folder, { recursive: true }));

/** What a framework's compiler says of these files in a project that has installed the widgets' package. */
async function compile({ compiler, installed }: Framework, files: Record<string, string>): Promise<string> {
  const project = await mkdtemp(join(folder, "project-"));
  await cp("build/package", join(project, "node_modules/follow-up-widgets"), { recursive: true });
  for (const [name, source] of Object.entries({ ...installed, lit: "lit" })) {
    const target = join(project, "node_modules", name);
    await mkdir(dirname(target), { recursive: true });
    await symlink(resolve("node_modules", source), target);
  }
  const config = {
    compilerOptions: COMPILER_OPTIONS,
    vueCompilerOptions: { strictTemplates: true },
    files: Object.keys(files),
  };
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(config));
  for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text);
  const args = [resolve("node_modules", compiler), "-p", project, "--pretty", "false"];
  return promisify(execFile)(process.execPath, args).then(
    ({ stdout }) => stdout,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
}

/** A tag for each member that can have a wrong value, with that value. */
const wrongTags = ({ usesOf }: Framework): string[] =>
  elements.flatMap((element) =>
    usesOf(element).flatMap(({ wrong }) => (wrong ? [`<${element.tagName} ${wrong} />`] : [])),
  );

/** What the manifest has and the sample doesn't use. */
const unusedIn = (text: string, { usesOf }: Framework): string[] =>
  elements.flatMap((element) => {
    const parts = partsAbout(element.tagName, text);
    return usesOf(element).flatMap(({ right }) => (parts.includes(right) ? [] : [`<${element.tagName}${right}`]));
  });

/** The parts of a sample that are about one element: a component of React, a tag of Vue. */
const partsAbout = (tagName: string, text: string): string =>
  text
    .split(/^(?=export | {2}<follow-up-)/m)
    .filter((part) => part.includes(`<${tagName}\n`))
    .join("");

describe.each(Object.entries(FRAMEWORKS))("the widgets' types for %s", (_, framework) => {
  test("take each attribute, property and event, and refuse a wrong value", { timeout: 120_000 }, async () => {
    const text = await readFile(join("tests/support/framework-samples", framework.sample), "utf8");
    const files = {
      [framework.sample]: text,
      [`wrong-${framework.sample}`]: framework.wrongFile(wrongTags(framework)),
    };
    expect(unusedIn(text, framework)).toEqual([]);
    expect(await compile(framework, files)).toBe("");
  });
});
