import {
  contactListQuery,
  readContactList,
  sortsOf,
  type ContactListRequest,
  type ContactSort,
} from "../../domain/contact-list.ts";
import { LEAD_QUALITIES, STATUSES } from "../../domain/contact.ts";
import { LEAD_QUALITY_LABELS, STATUS_LABELS } from "../../domain/contact-text.ts";
import { SearchField } from "../search-field.tsx";
import { useSearchForm } from "../use-search-form.ts";

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
  owners,
}: {
  list: ContactListRequest;
  /** Whose contacts one may ask for; null for who sees only their own. */
  owners: { id: string; name: string }[] | null;
}) {
  const { search, leadQuality, status, followUp, owner, sort } = list;
  const values = {
    search,
    leadQuality: leadQuality ?? "",
    status: status ?? "",
    followUp: followUp ?? "",
    owner: owner ?? "",
    sort: sortValue({ followUp, sort }),
  };
  const { form, field, send } = useSearchForm(
    "search",
    values,
    (query) => `/contacts${contactListQuery(readContactList(query))}`,
  );
  const isUnknown =
    list.owner !== null && !["mine", "nobody"].includes(list.owner) && !owners?.some(({ id }) => id === list.owner);

  return (
    // A plain form without JavaScript; Enter and the button send it at once.
    <form className="contact-search" action="/contacts" {...form}>
      <SearchField
        name="search"
        defaultValue={list.search}
        placeholder="Name, company, email or phone"
        aria-label="Search contacts"
        maxLength={200}
        {...field}
      />
      <div className="contact-filters">
        <label>
          <span className="visually-hidden">Follow-up</span>
          <select className="input" name="followUp" defaultValue={list.followUp ?? ""} onChange={send}>
            <option value="">Any follow-up</option>
            <option value="overdue">Overdue</option>
            <option value="none">No follow-up</option>
          </select>
        </label>
        {owners && (
          <label>
            <span className="visually-hidden">Owner</span>
            <select className="input" name="owner" defaultValue={list.owner ?? ""} onChange={send}>
              <option value="">Any owner</option>
              <option value="mine">Mine</option>
              <option value="nobody">Unassigned</option>
              {owners.map(({ id, name }) => (
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
