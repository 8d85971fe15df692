import { useNavigate, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import {
  contactListQuery,
  readContactList,
  sortsOf,
  type ContactListRequest,
  type ContactSort,
} from "../../domain/contact-list.ts";
import { LEAD_QUALITIES, STATUSES } from "../../domain/contact.ts";
import { LEAD_QUALITY_LABELS, STATUS_LABELS } from "../../domain/contact-text.ts";

const PAUSE_MS = 200;
const SORT_LABELS: Record<ContactSort, string> = {
  name: "By name",
  "-name": "By name, Z first",
  date: "By follow-up date",
  "-date": "Latest follow-up first",
  changed: "Recently changed first",
};

/** Searches, filters and sorts: by its button, and with JavaScript as one types and chooses. */
export function SearchForm({
  list,
  members,
}: {
  list: ContactListRequest;
  /** Whose contacts one may ask for; null for who sees only their own. */
  members: { id: string; name: string }[] | null;
}) {
  const form = useRef<HTMLFormElement>(null);
  const waiting = useRef<number>();
  const navigate = useNavigate();
  const isBusy = useNavigation().state === "loading";
  const isUnknown =
    list.owner !== null && !["mine", "nobody"].includes(list.owner) && !members?.some(({ id }) => id === list.owner);

  const send = () => {
    window.clearTimeout(waiting.current);
    waiting.current = undefined;
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) if (typeof value === "string") query.set(name, value);
    void navigate(`/contacts${contactListQuery(readContactList(query))}`, { replace: true, preventScrollReset: true });
  };
  const sendSoon = () => {
    window.clearTimeout(waiting.current);
    waiting.current = window.setTimeout(send, PAUSE_MS);
  };
  useEffect(() => () => window.clearTimeout(waiting.current), []);
  useFields(form, list, isBusy, () => waiting.current !== undefined);

  return (
    // A plain form without JavaScript; Enter and the button send it at once.
    <form
      className="contact-search"
      role="search"
      ref={form}
      action="/contacts"
      aria-busy={isBusy}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="search">
        <input
          className="input"
          type="search"
          name="search"
          defaultValue={list.search}
          placeholder="Name, company, email or phone"
          aria-label="Search contacts"
          autoComplete="off"
          maxLength={200}
          dir="auto"
          onInput={(event) => {
            if (!(event.nativeEvent as InputEvent).isComposing) sendSoon();
          }}
          onCompositionEnd={sendSoon}
        />
        <button className="button">Search</button>
      </div>
      <div className="contact-filters">
        <label>
          <span className="visually-hidden">Follow-up</span>
          <select className="input" name="followUp" defaultValue={list.followUp ?? ""} onChange={send}>
            <option value="">Any follow-up</option>
            <option value="overdue">Overdue</option>
            <option value="none">No follow-up</option>
          </select>
        </label>
        {members && (
          <label>
            <span className="visually-hidden">Owner</span>
            <select className="input" name="owner" defaultValue={list.owner ?? ""} onChange={send}>
              <option value="">Any owner</option>
              <option value="mine">Mine</option>
              <option value="nobody">Unassigned</option>
              {members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              {isUnknown && <option value={list.owner!}>Unknown owner</option>}
            </select>
          </label>
        )}
        <label>
          <span className="visually-hidden">Lead quality</span>
          <select className="input" name="leadQuality" defaultValue={list.leadQuality ?? ""} onChange={send}>
            <option value="">Any lead quality</option>
            {LEAD_QUALITIES.map((quality) => (
              <option key={quality} value={quality}>
                {LEAD_QUALITY_LABELS[quality]}
              </option>
            ))}
            <option value="NONE">No lead quality</option>
          </select>
        </label>
        <label>
          <span className="visually-hidden">Status</span>
          <select className="input" name="status" defaultValue={list.status ?? ""} onChange={send}>
            <option value="">Any status</option>
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {STATUS_LABELS[status]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="visually-hidden">Sort</span>
          <select className="input" name="sort" defaultValue={sortValue(list)} onChange={send}>
            {sortsOf(list).map((sort) => (
              <option key={sort} value={sortValue({ ...list, sort })}>
                {SORT_LABELS[sort]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </form>
  );
}

/** Empty for the usual order, so that another filter brings its own usual one. */
function sortValue({ followUp, sort }: Pick<ContactListRequest, "followUp" | "sort">): string {
  return sort === sortsOf({ followUp })[0] ? "" : sort;
}

/** Keeps the fields with the address, as after Back, but never takes away what is being typed, or what is on its way. */
function useFields(
  form: { current: HTMLFormElement | null },
  list: ContactListRequest,
  isBusy: boolean,
  isTyping: () => boolean,
): void {
  const { search, leadQuality, status, followUp, owner, sort } = list;
  useEffect(() => {
    const fields = form.current?.elements;
    if (!fields || isBusy || isTyping()) return;
    const put = (name: string, value: string) => {
      const field = fields.namedItem(name);
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || field.value === value) return;
      if (name !== "search" || field !== document.activeElement) field.value = value;
    };
    put("search", search);
    put("leadQuality", leadQuality ?? "");
    put("status", status ?? "");
    put("followUp", followUp ?? "");
    put("owner", owner ?? "");
    put("sort", sortValue({ followUp, sort }));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the others are the same at every render
  }, [search, leadQuality, status, followUp, owner, sort, isBusy]);
}
