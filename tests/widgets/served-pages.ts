import { gzipSync } from "node:zlib";
import { LitElementRenderer, type RenderInfo } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import type { Middleware } from "@web/dev-server-core";
import { build, type Rollup } from "vite";
import { templateHtml } from "../../app/components/template-html.server.ts";
import "../../widgets/follow-up-panel.define.ts";
import { ENGLISH } from "../../widgets/messages.ts";
import { rowAttributes, rowContent } from "../../widgets/row-attributes.ts";
import { rowView } from "../../widgets/row-view.ts";
import { followUp } from "./due-follow-up.ts";

/** Serves what a page gets from elsewhere: server-rendered elements, and the single file on a page with a strict policy. */
export function servePages(): Middleware {
  let file: Promise<string> | undefined;
  return async (context, next) => {
    const { path, query } = context;
    if (path === "/server-rendered") {
      const { tag, children = "", ...attributes } = query as Record<string, string>;
      context.type = "html";
      context.body = rendered(tag ?? "", attributes, children);
    } else if (path === "/served-row") {
      context.type = "html";
      context.body = servedRow(query as { photo?: string });
    } else if (path === "/follow-up-panel.js") {
      file ??= singleFile();
      context.type = "js";
      context.body = await file;
    } else if (path === "/follow-up-panel.size") {
      file ??= singleFile();
      context.body = String(gzipSync(await file, { level: 9 }).length);
    } else if (path === "/strict") {
      const self = "'self'";
      context.set(
        "Content-Security-Policy",
        `default-src 'none'; script-src ${self}; style-src ${self}; connect-src ${self}; require-trusted-types-for 'script'${
          query.types ? `; trusted-types ${String(query.types)}` : ""
        }`,
      );
      context.type = "html";
      context.body = `<!doctype html><html lang="en"><title>Strict</title><script src="/strict.js"></script>
        ${query.other ? `<script src="/other-lit.js"></script>` : ""}
        <script type="module" src="/follow-up-panel.js?first"></script>
        <script type="module" src="/follow-up-panel.js?second"></script>
        <body><follow-up-panel endpoint="/strict"><p>Rows</p></follow-up-panel></body></html>`;
    } else if (path === "/strict.js") {
      context.type = "js";
      context.body = `window.problems = [];
        document.addEventListener("securitypolicyviolation", (event) => problems.push(event.violatedDirective));
        console.error = (text) => problems.push(text);
        addEventListener("error", (event) => problems.push(event.message));`;
    } else if (path === "/other-lit.js") {
      context.type = "js";
      context.body = `trustedTypes.createPolicy("lit-html", {});`;
    } else if (path === "/strict/api/follow-ups/due") {
      const counts = { all: 1, overdue: 1, today: 0, hot: 1 };
      const followUps = [followUp("p1", { contactName: "Sarah Lee", leadQuality: "HOT", overdueDays: 4 })];
      context.body = {
        followUps,
        counts,
        today: "2026-03-02",
        nextMidnight: Date.now() + 3_600_000,
        locale: "en-GB",
        snoozeOptions: [],
      };
    } else {
      await next();
    }
  };
}

function rendered(tag: string, attributes: Record<string, string>, children: string): string {
  const renderer = new LitElementRenderer(tag);
  for (const [name, value] of Object.entries(attributes)) renderer.setAttribute(name, value);
  renderer.connectedCallback();
  const info: RenderInfo = {
    elementRenderers: [LitElementRenderer],
    customElementInstanceStack: [renderer],
    customElementHostStack: [renderer],
    eventTargetStack: [],
    slotStack: [],
    deferHydration: false,
  };
  const shadow = collectResultSync(renderer.renderShadow(info) ?? []);
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${tag}${written.join("")}><template shadowrootmode="open">${shadow}</template>${children}</${tag}>`;
}

/** A row as the product's own pages hold it: with no trace of Lit. */
function servedRow({ photo = null }: { photo?: string | null }): string {
  const due = followUp("p1", { contactName: "Sarah <b> & Lee", leadQuality: "HOT", overdueDays: 4, photoUrl: photo });
  const shadow = templateHtml(rowView(rowContent(due, "/contacts/p1"), ENGLISH, { slotted: ["done"] }));
  const attributes = Object.entries(rowAttributes(due, "/contacts/p1")).flatMap(([name, value]) =>
    value === false ? [] : `${name}="${value === true ? "" : value.replaceAll("&", "&amp;")}"`,
  );
  return `<follow-up-row ${attributes.join(" ")}><template shadowrootmode="open">${shadow}</template><button slot="done">Done</button></follow-up-row>`;
}

async function singleFile(): Promise<string> {
  const built = (await build({ mode: "widgets", logLevel: "silent", build: { write: false } })) as Rollup.RollupOutput;
  return built.output[0].code;
}
