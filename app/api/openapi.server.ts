import { toJsonSchema, toJsonSchemaDefs, type JsonSchema } from "@valibot/to-json-schema";
import { isCalendarDate } from "../domain/calendar.ts";
import { COMPONENTS } from "./components.ts";
import { statusOf, type ErrorCode } from "./errors.ts";
import { OPERATIONS, type Operation } from "./operations.ts";

/** A reference to one of the document's schemas. */
export interface Reference {
  $ref: string;
}

/** One operation in the document. */
export interface DocumentedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Record<string, string[]>[];
  parameters?: { name: string; in: "query" | "path"; description: string; required: boolean; schema: JsonSchema }[];
  requestBody?: { required: true; content: Record<string, { schema: Reference; example: object }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Reference }> }>;
}

/** The API's description in OpenAPI 3.1, as far as its readers here look into it. */
export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Partial<Record<"get" | "post" | "patch", DocumentedOperation>>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

const SECURITY_SCHEMES = {
  apiKey: {
    type: "http",
    scheme: "bearer",
    description:
      'An organization\'s API key. Admins make them at `/api-keys`, each for scopes of their choice: `contacts` lists, adds and changes contacts, `panel-tokens` gets tokens for the panel. On the command line: `npm run db -- api-key add --organization acme --name "Our CRM" --scope contacts`.',
  },
  session: { type: "apiKey", in: "cookie", name: "follow-ups-session", description: "The cookie of who signed in." },
  embedToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "From `POST /api/embed-tokens`." },
};

/** The document for the API of the hub at `origin`. */
export function openApiDocument(origin: string): OpenApiDocument {
  const paths: OpenApiDocument["paths"] = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: documented(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Follow-ups hub",
      version: "1.0.0",
      description: "Contacts in, follow-ups out. Every answer is about one organization: the key's, or the user's.",
    },
    servers: [{ url: origin }],
    tags: [
      { name: "Contacts", description: "For other systems that keep contacts, with an organization's API key." },
      {
        name: "Follow-ups",
        description:
          "What is due for the user who is signed in, or whom a token names. A request that names an organization in the header `Expected-Organization` is refused where the user's current one is another.",
      },
      { name: "Team", description: "For those who lead it." },
      { name: "Embedding", description: "For the server of a site that shows the panel." },
    ],
    paths,
    components: { schemas: schemas(), securitySchemes: SECURITY_SCHEMES },
  };
}

/** Checks say nothing to other programs; the one for dates is a format. */
const CONFIG = {
  typeMode: "input",
  errorMode: "ignore",
  overrideAction: ({ valibotAction, jsonSchema }: { valibotAction: object; jsonSchema: JsonSchema }) =>
    "requirement" in valibotAction && valibotAction.requirement === isCalendarDate
      ? { ...jsonSchema, format: "date" }
      : undefined,
} as const;

function schemas(): Record<string, JsonSchema> {
  return toJsonSchemaDefs(COMPONENTS, { ...CONFIG, overrideRef: ({ referenceId }) => refTo(referenceId).$ref });
}

function documented(operation: Operation): DocumentedOperation {
  const {
    operationId,
    tag,
    summary,
    description,
    security,
    scope,
    inPath = {},
    query,
    body,
    answer,
    errors,
  } = operation;
  const parameters = [...pathParametersOf(inPath), ...(query ? parametersOf(query) : [])];
  return {
    operationId,
    tags: [tag],
    summary,
    description,
    security: security.map((scheme) => ({ [scheme]: scheme === "apiKey" && scope ? [scope] : [] })),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: refTo(body.component), example: body.example } },
      },
    }),
    responses: { "200": json(answer.description, answer.component), ...refusals(errors) },
  };
}

function pathParametersOf(inPath: Record<string, string>) {
  const schema: JsonSchema = { type: "string" };
  return Object.entries(inPath).map(([name, description]) => ({
    ...{ name, in: "path" as const, description, required: true, schema },
  }));
}

function parametersOf({ schema, parameters }: NonNullable<Operation["query"]>) {
  const { properties = {}, required = [] } = toJsonSchema(schema, CONFIG);
  return Object.entries(parameters).map(([name, { description, whole }]) => ({
    name,
    in: "query" as const,
    description,
    required: required.includes(name),
    schema: whole ? { type: "integer" as const, ...whole } : (properties[name] as JsonSchema),
  }));
}

/** The answers of failing calls by status, each with the codes that it may carry. */
function refusals(errors: readonly ErrorCode[]): DocumentedOperation["responses"] {
  const codes = new Map<number, ErrorCode[]>();
  for (const code of ["internal" as const, ...errors]) {
    const status = statusOf(code);
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  const sorted = [...codes].sort(([one], [other]) => one - other);
  return Object.fromEntries(
    sorted.map(([status, words]) => [String(status), json(words.map((word) => `\`${word}\``).join(", "), "Error")]),
  );
}

function json(description: string, component: string) {
  return { description, content: { "application/json": { schema: refTo(component) } } };
}

function refTo(component: string): Reference {
  return { $ref: `#/components/schemas/${component}` };
}
