import Sqlite from "libsql";
import type { ContactDocument } from "../../db/collections.ts";

/** SQLite, used by hand as one would for this alone: a table, an index that answers list and counts, prepared statements. */
export function openPlainDatabase(path: string) {
  const database = new Sqlite(path);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS contacts (
      organization_id TEXT, id TEXT, name TEXT, email TEXT, phone TEXT, company TEXT, lead_quality TEXT, status TEXT,
      assignee_id TEXT, next_follow_up_date TEXT, PRIMARY KEY (organization_id, id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS due ON contacts
      (organization_id, assignee_id, next_follow_up_date, name, id, status, lead_quality);
    CREATE TABLE IF NOT EXISTS activities (
      organization_id TEXT, contact_id TEXT, user_id TEXT, at INTEGER, action TEXT, date_before TEXT, operation_id TEXT);
    CREATE INDEX IF NOT EXISTS timeline ON activities (organization_id, contact_id, at);
    CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, organization_id TEXT, user_id TEXT);`);
  const due = "organization_id = ? AND assignee_id = ? AND next_follow_up_date <= ? AND status != 'ARCHIVED'";
  const list = database.prepare(`SELECT * FROM contacts WHERE ${due} ORDER BY next_follow_up_date, name, id LIMIT ?`);
  const counts = database.prepare(`
    SELECT count(*) AS "all", sum(next_follow_up_date < ?) AS overdue, sum(lead_quality = 'HOT') AS hot
    FROM contacts WHERE ${due}`);
  const insert = database.prepare("INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const find = database.prepare(
    "SELECT next_follow_up_date FROM contacts WHERE organization_id = ? AND id = ? AND assignee_id = ?",
  );
  const clear = database.prepare("UPDATE contacts SET next_follow_up_date = NULL WHERE organization_id = ? AND id = ?");
  const log = database.prepare("INSERT INTO activities VALUES (?, ?, ?, ?, 'done', ?, ?)");
  const session = database.prepare("SELECT organization_id, user_id FROM sessions WHERE token = ?");
  type Owner = { organization_id: string; user_id: string };
  return {
    insert: database.transaction((contacts: readonly ContactDocument[]) => {
      for (const { organizationId, id, name, email, phone, company, leadQuality, status, ...rest } of contacts) {
        const [assignee] = rest.assigneeIds;
        insert.run(
          organizationId,
          id,
          name,
          email,
          phone,
          company,
          leadQuality,
          status,
          assignee,
          rest.nextFollowUpDate,
        );
      }
    }),
    signIn(token: string, organizationId: string, userId: string) {
      database.prepare("INSERT INTO sessions VALUES (?, ?, ?)").run(token, organizationId, userId);
    },
    owner: (token: string) => session.get(token) as Owner | undefined,
    due: ({ organization_id: organizationId, user_id: userId }: Owner, today: string, limit: number) => ({
      followUps: list.all(organizationId, userId, today, limit) as Record<string, string | null>[],
      counts: counts.get(today, organizationId, userId, today) as Record<string, number>,
    }),
    done: database.transaction((owner: Owner, ids: readonly string[], operationId: string) => {
      const { organization_id: organizationId, user_id: userId } = owner;
      for (const id of ids) {
        const found = find.get(organizationId, id, userId) as { next_follow_up_date: string } | undefined;
        if (!found) continue;
        clear.run(organizationId, id);
        log.run(organizationId, id, userId, Date.now(), found.next_follow_up_date, operationId);
      }
    }),
    close: () => database.close(),
  };
}
