import { Link, NavLink, useActionData, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Message } from "../message.server.ts";
import { isUnsent } from "../send-or-keep.ts";
import { Brand } from "./brand.tsx";
import { useRememberedList } from "./contacts/use-way-back.ts";
import { LoadingBar } from "./loading-bar.tsx";
import { MessageNotice } from "./message-notice.tsx";
import { PAGE_KEYS } from "./page-keys.ts";
import { PageOrganization } from "./organization-field.tsx";
import { SingleKeys, useShortcuts } from "./shortcuts.tsx";
import { UnsentNotice } from "./unsent-notice.tsx";
import { useMenus } from "./use-menus.ts";
import type { AccountView } from "../auth/account-view.ts";

/** A signed-in page: header with navigation and account menu, what the last form said, and the content. */
export function Page({
  account,
  message,
  children,
}: {
  account: AccountView;
  message: Message | null;
  children: ReactNode;
}) {
  useMenus();
  useRememberedList(account);
  const answer = useActionData();
  useShortcuts(PAGE_KEYS, account.singleKeys);
  return (
    <PageOrganization.Provider value={account.organization.id}>
      <SingleKeys.Provider value={account.singleKeys}>
        <header className="site-header">
          <LoadingBar />
          <div className="site-header-inner">
            <Brand />
            <nav className="site-nav" aria-label="Main">
              <NavLink to="/dashboard">Dashboard</NavLink>
              <NavLink to="/follow-ups">Follow-ups</NavLink>
              <NavLink to="/contacts">Contacts</NavLink>
            </nav>
            <AccountMenu account={account} />
          </div>
        </header>
        <main className="page" id="main">
          {message && <MessageNotice message={message} />}
          {isUnsent(answer) && <UnsentNotice unsent={answer} />}
          {children}
        </main>
      </SingleKeys.Provider>
    </PageOrganization.Provider>
  );
}

function AccountMenu({ account }: { account: AccountView }) {
  const { pathname, search } = useLocation();
  return (
    <details className="menu account" key={pathname}>
      <summary className="button button-quiet">
        <span className="visually-hidden">Account: </span>
        <span className="account-name">{account.organization.name}</span>
        <span aria-hidden="true">▾</span>
      </summary>
      <div className="menu-items">
        <p className="menu-heading">
          {account.name}
          <br />
          {account.email}
          <br />
          Today is {account.todayText} ({account.timeZone})
        </p>
        <Link to="/account">Change time zone</Link>
        {account.role === "admin" && <Link to="/settings">Organization settings</Link>}
        {account.role === "admin" && <Link to="/members">Members</Link>}
        {account.role === "admin" && <Link to="/api-keys">API keys</Link>}
        {account.role === "admin" && <Link to="/audit">Audit log</Link>}
        {account.organizations.length > 1 && (
          <form method="post" action="/organization">
            <input
              type="hidden"
              name="redirectTo"
              value={pathname.startsWith("/contacts/") ? "/contacts" : pathname + search}
            />
            {account.organizations.map(({ id, name }) => (
              <button
                key={id}
                name="organizationId"
                value={id}
                aria-current={id === account.organization.id || undefined}
              >
                {name}
                {id === account.organization.id && <span aria-hidden="true">✓</span>}
              </button>
            ))}
          </form>
        )}
        <form method="post" action="/logout">
          <button>Sign out</button>
        </form>
      </div>
    </details>
  );
}
