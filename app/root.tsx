import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { Nonce } from "./components/nonce.ts";
import { failedRequestId, RequestId } from "./components/request-id.ts";
import { Problem } from "./components/problem.tsx";
import { ToastNotices } from "./components/toasts/toast-notices.tsx";
import styles from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "manifest", href: "/manifest.webmanifest" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  {
    rel: "icon",
    href: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='9' fill='%234f46e5'/%3E%3Cpath d='M9 16.5l5 5 9.5-11' fill='none' stroke='%23fff' stroke-width='3.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E",
  },
];

export const meta: MetaFunction = () => [{ title: "Follow-ups" }];

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(Nonce);
  const requestId = useContext(RequestId) ?? failedRequestId();
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        {/* The header's color, which the browser's own parts take on. */}
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#19191f" />
        <meta name="description" content="Every contact whose follow-up is due, on one page." />
        {requestId && <meta name="request-id" content={requestId} />}
        <Meta />
        <Links />
      </head>
      <body>
        <a className="visually-hidden button" href="#main">
          Skip to content
        </a>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <>
      <Outlet />
      <ToastNotices />
    </>
  );
}

export function ErrorBoundary() {
  return (
    <>
      <Problem />
      <ToastNotices />
    </>
  );
}
