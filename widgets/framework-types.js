import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const FOLDER = "build/package/types/widgets";

/** True for a member of the manifest that a page can set. */
const isProperty = ({ kind, privacy = "public", static: isStatic, readonly, name }) =>
  kind === "field" && privacy === "public" && !isStatic && !readonly && !name.startsWith("_");

/** The elements whose classes the package exports, each with its attributes, public properties and events. */
export function elementsOf({ modules }) {
  return modules.flatMap(({ path, declarations }) =>
    declarations
      .filter(({ tagName }) => exports[`./${tagName}.js`])
      .map(({ name, tagName, attributes = [], members, events = [] }) => ({
        name,
        tagName,
        module: path.replace("widgets/", "./"),
        attributes,
        properties: members.filter(isProperty),
        events,
      })),
  );
}

const member = (key, type, description) =>
  `  /** ${description} */\n  ${key.includes("-") ? `"${key}"` : key}?: ${type};`;

const propertyLines = ({ name, properties }) =>
  properties.map((property) => member(property.name, `${name}["${property.name}"]`, property.description));

const listenerLines = ({ events }, keyOf) =>
  events.map((event) =>
    member(keyOf(event.name), `(event: FollowUpEventMap["${event.name}"]) => void`, event.description),
  );

/** An attribute of React 18, which sets `true` and `false` as those words and never as a property. */
function attributeOfReact18({ name }, { name: key, fieldName, type, description }) {
  const isBoolean = type.text === "boolean";
  const isNumber = type.text.includes("number");
  const property = `${name}["${fieldName}"]`;
  return member(key, isBoolean ? '"" | null' : isNumber ? `${property} | \`\${number}\`` : property, description);
}

/** React 18 sets attributes only; events and the other properties go through a ref. */
const propsOfReact18 = (element) => [
  member("class", "string", "The element's classes; React 18 has no `className` for custom elements."),
  ...element.attributes.map((attribute) => attributeOfReact18(element, attribute)),
];

/** React 19 sets properties, and attributes where an element has no property of the name. */
const propsOfReact19 = (element) => [
  ...propertyLines(element),
  ...element.attributes
    .filter(({ name, fieldName }) => name !== fieldName)
    .map(({ name, fieldName, description }) => member(name, `${element.name}["${fieldName}"]`, description)),
  ...listenerLines(element, (name) => `on${name}`),
];

/** Vue sets properties, and listens to `onFollowUpDone` for `@follow-up-done`. */
const propsOfVue = (element) => [
  ...propertyLines(element),
  ...listenerLines(element, (name) => `on-${name}`.replace(/-./g, ([, letter]) => letter.toUpperCase())),
];

const importLines = (elements) => [
  'import type { FollowUpEventMap } from "./events.ts";',
  ...elements.map(({ name, module }) => `import type { ${name} } from "${module}";`),
];

const propsInterface = ({ name, tagName }, lines, parent = "") =>
  `/** What \`<${tagName}>\` takes. */\nexport interface ${name}Props${parent} {\n${lines.join("\n")}\n}`;

function reactTypes(elements, propsOf, attributesOf) {
  return [
    'import type { ClassAttributes, HTMLAttributes } from "react";',
    ...importLines(elements),
    ...elements.map((element) => {
      const parents = ` extends ClassAttributes<${element.name}>, ${attributesOf(element)}`;
      return propsInterface(element, propsOf(element), parents);
    }),
    'declare module "react" {\n  namespace JSX {\n    interface IntrinsicElements {',
    ...elements.map(({ name, tagName }) => `      "${tagName}": ${name}Props;`),
    "    }\n  }\n}\n",
  ].join("\n");
}

function vueTypes(elements) {
  return [
    'import type { HTMLAttributes } from "vue";',
    ...importLines(elements),
    ...elements.map((element) => propsInterface(element, propsOfVue(element))),
    'declare module "vue" {\n  interface GlobalComponents {',
    ...elements.map(({ name, tagName }) => `    "${tagName}": new () => { $props: ${name}Props & HTMLAttributes };`),
    "  }\n}\n",
  ].join("\n");
}

const attributesOfReact18 = ({ name }) => `Omit<HTMLAttributes<${name}>, "className">`;
const attributesOfReact19 = ({ name }) => `HTMLAttributes<${name}>`;

/** Writes the elements' types for React and Vue beside the package's other types. */
export const frameworkTypes = {
  name: "framework-types",
  packageLinkPhase({ customElementsManifest }) {
    const elements = elementsOf(customElementsManifest);
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${FOLDER}/react-18.d.ts`, reactTypes(elements, propsOfReact18, attributesOfReact18));
    writeFileSync(`${FOLDER}/react.d.ts`, reactTypes(elements, propsOfReact19, attributesOfReact19));
    writeFileSync(`${FOLDER}/vue.d.ts`, vueTypes(elements));
  },
};
