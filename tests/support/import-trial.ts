import type { DatabaseConnection } from "../../db/connection.ts";
import type { ContactDocument } from "../../db/collections.ts";
import { signIn, type BrowserSession } from "./browser-session.ts";
import { borrowServer } from "./shared-server.ts";
import { plantTwoOrganizations, type TwoOrganizations } from "./two-organizations.ts";

/** A server with an admin, Ann, who imports files as a browser without scripts does. */
export interface ImportTrial {
  ann: BrowserSession;
  world: TwoOrganizations;
  database: DatabaseConnection["database"];
  /** The folder of its embedded database. */
  dataDirectory: string;
  /** Uploads a file and returns the path of its page. */
  upload(file: string | Uint8Array, name?: string): Promise<string>;
  page(path: string): Promise<string>;
  post(path: string, body: BodyInit): Promise<Response>;
  /** Imports as the page proposes, with `changes`, and returns the page with the result. */
  run(path: string, changes?: Record<string, string | null>): Promise<string>;
  /** The contacts of Ann's organization by name. */
  contacts(): Promise<ContactDocument[]>;
  /** Removes the contacts of Ann's organization. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server of its own for trials of imports. */
export async function openImportTrial(): Promise<ImportTrial> {
  const server = await borrowServer();
  const { database } = server.connection;
  const world = await plantTwoOrganizations(database);
  await database.users.updateOne({ _id: world.ann }, { $set: { "memberships.0.role": "admin" } });
  const ann = await signIn(server.origin, "ann@example.com");
  const organizationId = world.first;

  const page = async (path: string) => (await ann.fetch(path)).text();
  const post = (path: string, body: BodyInit) =>
    ann.fetch(path, { method: "POST", body, headers: { Origin: server.origin } });
  return {
    ...{ ann, world, database, page, post, dataDirectory: server.dataDirectory },
    async upload(file, name = "people.csv") {
      const form = new FormData();
      form.set("file", new File([file as BlobPart], name));
      const response = await post("/import", form);
      const location = response.headers.get("Location");
      if (!location) throw new Error(`${response.status}: ${await response.text()}`);
      return location;
    },
    async run(path, changes = {}) {
      const fields = formOf(await page(path));
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) fields.delete(name);
        else fields.set(name, value);
      }
      await post(path.split("?", 1)[0]!, fields);
      for (;;) {
        const html = await page(path.split("?", 1)[0]!);
        if (!html.includes("Importing")) return html;
      }
    },
    contacts: () => database.contacts.find({ organizationId }).sort({ name: 1, id: 1 }).toArray(),
    async clear() {
      await database.contacts.deleteMany({ organizationId });
      await database.activities.deleteMany({ organizationId });
    },
    close: () => server.stop(),
  };
}

/** What the form of the page holds: each field with its selected value. */
export function formOf(html: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, attributes = "", options = ""] of html.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const selected = /<option([^>]*\bselected=""[^>]*)>([^<]*)/.exec(options);
    const value = selected && (/value="([^"]*)"/.exec(selected[1]!)?.[1] ?? selected[2]!);
    fields.append(/name="([^"]*)"/.exec(attributes)![1]!, plain(value ?? ""));
  }
  for (const [, attributes = ""] of html.matchAll(/<input([^>]*(?:\bchecked=""|name="readAs")[^>]*)\/>/g)) {
    const value = /value="([^"]*)"/.exec(attributes)?.[1] ?? "on";
    fields.append(/name="([^"]*)"/.exec(attributes)![1]!, plain(value));
  }
  return fields;
}

/** The numbers that the page tells of rows. */
export function tallyOf(html: string): Record<string, string> {
  const found = [...html.matchAll(/<dt>(\w+)<\/dt><dd>([\d,]+)<\/dd>/g)];
  return Object.fromEntries(found.map(([, name = "", count = ""]) => [name, count]));
}

/** The text of a page as it is read. */
export function textOf(html: string): string {
  return plain(
    html
      .replace(/<script.*?<\/script>/gs, " ")
      .replace(/<!--.*?-->/g, "")
      .replace(/<\/?(?:bdi|b|span)[^>]*>/g, "")
      .replace(/<[^>]*>/g, " "),
  ).replace(/\s+/g, " ");
}

function plain(html: string): string {
  const signs: Record<string, string> = { "&amp;": "&", "&quot;": '"', "&#x27;": "'", "&lt;": "<", "&gt;": ">" };
  return html.replace(/&(?:amp|quot|#x27|lt|gt);/g, (sign) => signs[sign]!);
}
