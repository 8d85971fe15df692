import { Link, NavLink, useActionData, useLocation } from "@remix-run/react";
import { Icon } from "./icon.tsx";
import type { ReactNode } from "react";
import type { Message } from "../message.server.ts";
import { isUnsent } from "../send-or-keep.ts";
import { Brand } from "./brand.tsx";
import { useRememberedList } from "./contacts/use-way-back.ts";
import { LoadingBar } from "./loading-bar.tsx";
import { MessageNotice } from "./message-notice.tsx";
import { openPageDialog } from "./open-page-dialog.ts";
import { PageDialogs } from "./page-dialogs.tsx";
import { PAGE_KEYS } from "./page-keys.ts";
import { PageOrganization } from "./organization-field.tsx";
import { SingleKeys, useScripted, useShortcuts } from "./shortcuts.tsx";
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
              {account.role === "admin" && <NavLink to="/team">Team</NavLink>}
            </nav>
            <SearchLink className="button button-quiet search-link" />
            <AccountMenu account={account} />
          </div>
        </header>
        <main className="page" id="main">
          {message && <MessageNotice message={message} />}
          {isUnsent(answer) && <UnsentNotice unsent={answer} />}
          {children}
        </main>
        <PageDialogs account={account} />
      </SingleKeys.Provider>
    </PageOrganization.Provider>
  );
}

/** Opens the palette; without scripts it leads to the search of contacts. */
function SearchLink({ className }: { className: string }) {
  return (
    <Link
      to="/contacts"
      className={className}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        openFrom(event.currentTarget, "palette");
      }}
    >
      <Icon name="search" />
      <span>Search</span>
    </Link>
  );
}

/** Opens a dialog that gives the focus back to what was pressed, or to the menu that this stands in, which closes. */
function openFrom(pressed: Element, dialog: "palette" | "keys"): void {
  pressed.closest("details")?.querySelector("summary")?.focus();
  pressed.closest("details")?.removeAttribute("open");
  openPageDialog(dialog);
}

/** Opens the list of keys, where there are any. */
function KeysButton() {
  if (!useScripted()) return null;
  return (
    <button type="button" onClick={(event) => openFrom(event.currentTarget, "keys")}>
      Keys
    </button>
  );
}

function AccountMenu({ account }: { account: AccountView }) {
  const { pathname, search } = useLocation();
  const isAdmin = account.role === "admin";
  return (
    <details className="menu account" key={pathname}>
      <summary className="button button-quiet">
        <span className="visually-hidden">Account: </span>
        <span className="account-person">
          <Icon name="person" />
        </span>
        <span className="account-name">{account.organization.name}</span>
        <Icon name="down" />
      </summary>
      <div className="menu-items">
        <p className="menu-heading">
          <b dir="auto">{account.name}</b>
          <br />
          {account.email}
          <br />
          Today is {account.todayText} ({account.timeZone})
        </p>
        <SearchLink className="search-item" />
        <Link to="/account">Your account</Link>
        <Link to="/account#calendar">Calendar</Link>
        <KeysButton />
        {isAdmin && (
          <>
            <p className="menu-heading">
              <b dir="auto">{account.organization.name}</b>
            </p>
            <Link to="/settings">Organization settings</Link>
            <Link to="/members">Members</Link>
            <Link to="/import">Import</Link>
            <Link to="/audit">Audit log</Link>
          </>
        )}
        <p className="menu-heading">
          <b>Developers</b>
        </p>
        {isAdmin && <Link to="/api-keys">API keys</Link>}
        <Link to="/api">API reference</Link>
        {account.organizations.length > 1 && (
          <p className="menu-heading">
            <b>Switch organization</b>
          </p>
        )}
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
