import type { JsonSchema } from "@valibot/to-json-schema";
import type { DocumentedOperation, OpenApiDocument } from "./openapi.server.ts";

/** One field of a body or an answer, or one parameter, in words. */
export interface FieldView {
  name: string;
  /** Such as `text, at most 200 characters`. */
  type: string;
  required: boolean;
  description: string;
}

/** One operation as the page shows it. */
export interface OperationView {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  /** How a caller says who they are. */
  callers: string[];
  parameters: FieldView[];
  body: { component: string; example: string } | null;
  answers: { status: string; description: string; component: string }[];
}

/** The whole document as the page shows it. */
export interface ReferenceView {
  title: string;
  description: string;
  server: string;
  callers: { name: string; description: string }[];
  groups: { name: string; description: string; operations: OperationView[] }[];
  components: { name: string; alternatives: string[]; fields: FieldView[] }[];
}

const CALLERS: Record<string, string> = { apiKey: "API key", session: "signed in", embedToken: "embed token" };

/** The document, arranged for reading. */
export function referenceView(document: OpenApiDocument): ReferenceView {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operationView(path, method, operation),
      tags: operation.tags,
    })),
  );
  return {
    title: document.info.title,
    description: document.info.description,
    server: document.servers[0]?.url ?? "",
    callers: Object.entries(document.components.securitySchemes).map(([name, scheme]) => ({
      name: CALLERS[name] ?? name,
      description: "description" in scheme ? String(scheme.description) : "",
    })),
    groups: document.tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter(({ tags }) => tags.includes(name)),
    })),
    components: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      alternatives: (schema.anyOf ?? []).map(typeText),
      fields: fieldsOf(schema),
    })),
  };
}

function operationView(path: string, method: string, operation: DocumentedOperation): OperationView {
  const { operationId, summary, description, security, parameters = [], requestBody, responses } = operation;
  const content = requestBody?.content["application/json"];
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    callers: security
      .flatMap(Object.entries)
      .map(([scheme, scopes]: [string, string[]]) =>
        [CALLERS[scheme] ?? scheme, ...scopes.map((scope) => `for ${scope}`)].join(" "),
      ),
    parameters: parameters.map(({ name, required, schema, ...parameter }) => ({
      name,
      type: typeText(schema),
      required,
      description: parameter.description,
    })),
    body: content
      ? { component: nameOf(content.schema.$ref), example: JSON.stringify(content.example, null, 2) }
      : null,
    answers: Object.entries(responses).map(([status, answer]) => ({
      status,
      description: answer.description,
      component: nameOf(answer.content["application/json"]?.schema.$ref ?? ""),
    })),
  };
}

function fieldsOf(schema: JsonSchema): FieldView[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    type: typeof property === "boolean" ? "anything" : typeText(property),
    required: required.includes(name),
    description: typeof property === "boolean" ? "" : (property.description ?? ""),
  }));
}

/** What a schema takes, in words. */
function typeText(schema: JsonSchema | boolean): string {
  if (typeof schema === "boolean") return "anything";
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(typeText).join(" or ");
  if (schema.enum) return schema.enum.map(String).join(", ");
  if (schema.const !== undefined) return String(schema.const);
  if (schema.type === "array")
    return `list of ${typeText((schema.items as JsonSchema | undefined) ?? true)}${mostText(schema.maxItems)}`;
  if (schema.type === "object")
    return `{ ${fieldsOf(schema)
      .map(({ name, type }) => `${name}: ${type}`)
      .join("; ")} }`;
  return scalarText(schema);
}

function scalarText({ type, format, maxLength, minimum, maximum, default: usual }: JsonSchema): string {
  const words: Record<string, string> = { string: "text", integer: "whole number", boolean: "true or false" };
  const name =
    format === "date"
      ? "date, YYYY-MM-DD"
      : format === "date-time"
        ? "date-time"
        : (words[String(type)] ?? String(type));
  const characters = maxLength === undefined ? "" : `, at most ${maxLength} characters`;
  const from = minimum === undefined ? "" : ` from ${minimum}`;
  const to = maximum === undefined ? "" : ` to ${maximum}`;
  return `${name}${characters}${from}${to}${usual === undefined ? "" : `; else ${String(usual)}`}`;
}

function mostText(most: number | undefined): string {
  return most === undefined ? "" : `, at most ${most}`;
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
