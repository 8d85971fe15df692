import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import { useContext, type ReactNode } from "react";
import { ReaderLocale, useLoadedLocale } from "./components/locale.ts";
import { Nonce } from "./components/nonce.ts";
import { failedRequestId, RequestId } from "./components/request-id.ts";
import { Problem } from "./components/problem.tsx";
import { ToastNotices } from "./components/toasts/toasts.tsx";
import styles from "./styles/app.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: styles },
  { rel: "manifest", href: "/manifest.webmanifest" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  { rel: "icon", href: "/icon.svg" },
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
    <ReaderLocale.Provider value={useLoadedLocale()}>
      <Outlet />
      <ToastNotices />
    </ReaderLocale.Provider>
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
