import type { FollowUpPanel } from "../../widgets/follow-up-panel.ts";
import type { FollowUpRow } from "../../widgets/follow-up-row.ts";
import { ok, until } from "./assert.ts";

/** Puts markup on the empty page and returns its first element. */
export function show<Shown extends HTMLElement>(markup: string): Shown {
  const stage = document.createElement("main");
  stage.innerHTML = markup;
  document.body.replaceChildren(stage);
  return stage.firstElementChild as Shown;
}

/** The attributes of a row with all that it can show. */
export const FULL = `contact-id="p1" contact-name="Sarah Lee" reason="Follow-up overdue by 4 days" overdue lead-quality="HOT"
  company="Northwind" note="Called 18 Nov: wants 3 bedrooms" href="/contacts/p1"`;

/** Puts a row on the page, once it is rendered. */
export async function showRow(attributes = FULL, children = ""): Promise<FollowUpRow> {
  const row = show<FollowUpRow>(`<follow-up-row ${attributes}>${children}</follow-up-row>`);
  await row.updateComplete;
  return row;
}

/** Puts a panel on the page, once its rows, or what stands in for them, are there. */
export async function showPanel(attributes = "", prepare?: (panel: FollowUpPanel) => void): Promise<FollowUpPanel> {
  const panel = document.createElement("follow-up-panel");
  const holder = document.createElement("div");
  holder.innerHTML = `<i ${attributes}></i>`;
  for (const { name, value } of holder.firstElementChild?.attributes ?? []) panel.setAttribute(name, value);
  prepare?.(panel);
  const stage = document.createElement("main");
  stage.append(panel);
  document.body.replaceChildren(stage);
  await until(
    () => panel.shadowRoot?.querySelector("[part=list],[part=empty],[part=error],[part=signed-out]"),
    "a panel",
  );
  await settled(panel);
  return panel;
}

/** Waits until an element and the rows in it are rendered. */
export async function settled(panel: FollowUpPanel): Promise<void> {
  await panel.updateComplete;
  for (const row of rows(panel)) await row.updateComplete;
}

/** The panel's rows, without those on their way out. */
export function rows(panel: FollowUpPanel): FollowUpRow[] {
  return [...(panel.shadowRoot?.querySelectorAll<FollowUpRow>("li:not([inert]) > follow-up-row") ?? [])];
}

/** The names on show. */
export function names(panel: FollowUpPanel): string[] {
  return rows(panel).map((row) => row.contactName);
}

/** The part of an element's shadow root. */
export function part(element: Element, name: string): HTMLElement {
  const found = element.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`);
  ok(found, `no part ${name}`);
  return found;
}

/** True where an element's shadow root has that part. */
export function hasPart(element: Element, name: string): boolean {
  return !!element.shadowRoot?.querySelector(`[part~="${name}"]`);
}

/** The text that is there for eyes or ears, with single spaces. */
export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Clicks Snooze or Mark done of the row at `index`, with the focus on it as a visitor's click has. */
export function press(panel: FollowUpPanel, index: number, action: "snooze" | "done"): void {
  const row = rows(panel)[index];
  ok(row, `no row ${index}`);
  const button = part(row, action);
  button.focus();
  button.click();
}

/** What the panel says at its head. */
export function notice(panel: FollowUpPanel): string {
  return textOf(panel.shadowRoot?.querySelector("[role=status]"));
}

/** The focused control, as `row name/part` or as a part of the panel. */
export function focused(panel: FollowUpPanel): string | null {
  const active = panel.shadowRoot?.activeElement;
  const inner = active?.shadowRoot?.activeElement;
  if (inner) return `${(active as FollowUpRow).contactName}/${inner.getAttribute("part")}`;
  return active?.getAttribute("part") ?? null;
}

/** Collects the events of one name that reach the document. */
export function record<Name extends keyof HTMLElementEventMap>(name: Name): HTMLElementEventMap[Name][] {
  const events: HTMLElementEventMap[Name][] = [];
  document.addEventListener(name, (event) => events.push(event as HTMLElementEventMap[Name]));
  return events;
}

/** What a button shows, where its name for screen readers is another text. */
export function shownText(button: Element): string {
  return textOf(button.querySelector("[aria-hidden=true]"));
}

/** What a screen reader is told of such a button. */
export function spokenName(button: Element): string {
  return textOf(button.querySelector("span:not([aria-hidden])"));
}
