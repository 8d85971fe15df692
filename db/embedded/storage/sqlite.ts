import Database from "libsql";

interface Statement {
  raw(on: boolean): Statement;
  run(parameters: unknown[]): unknown;
  get(parameters: unknown[]): unknown;
  all(parameters: unknown[]): unknown[];
}

interface RawDatabase {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}

/** One SQLite connection with its prepared statements kept. */
export interface Connection {
  /** Runs statements that return nothing. */
  exec(sql: string): void;
  /** Runs one statement with its parameters. */
  run(sql: string, ...parameters: unknown[]): void;
  /** Returns the rows, each as an array of its columns. */
  rows<Row extends unknown[]>(sql: string, ...parameters: unknown[]): Row[];
  /** Returns the first row, or undefined. */
  row<Row extends unknown[]>(sql: string, ...parameters: unknown[]): Row | undefined;
  close(): void;
}

/**
 * Opens the file; `cacheKiB` bounds the memory that its pages take, `waitMilliseconds` how long it waits for a lock. Fails with SQLite's error where the file cannot be opened.
 * `onFailedWrite` is told of a statement that failed, after which what is open must not be committed.
 */
export function connect(
  file: string,
  cacheKiB: number,
  waitMilliseconds = 5_000,
  onFailedWrite?: (error: unknown) => void,
): Connection {
  const open = Database as unknown as new (path: string, options: Record<string, never>) => RawDatabase;
  const database = told(() => new open(file, {}));
  const statements = new Map<string, Statement>();
  const prepared = (sql: string, rows: boolean): Statement => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      if (rows) statement.raw(true);
      statements.set(sql, statement);
    }
    return statement;
  };
  told(() => database.exec(`PRAGMA busy_timeout = ${waitMilliseconds}; PRAGMA cache_size = -${cacheKiB}`));
  // Parameters always go as one array: libsql takes a lone Buffer for a set of named parameters.
  return {
    exec: (sql) => told(() => database.exec(sql)),
    run: (sql, ...parameters) => {
      try {
        told(() => prepared(sql, false).run(parameters));
      } catch (error) {
        onFailedWrite?.(error);
        throw error;
      }
    },
    rows: <Row extends unknown[]>(sql: string, ...parameters: unknown[]) =>
      told(() => prepared(sql, true).all(parameters)) as Row[],
    row: <Row extends unknown[]>(sql: string, ...parameters: unknown[]) =>
      told(() => prepared(sql, true).get(parameters)) as Row | undefined,
    close: () => {
      statements.clear();
      database.close();
    },
  };
}

// libsql's own errors lose their message on the way from one thread to another.
function told<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    throw Object.assign(new Error(`SQLite: ${message}`, { cause: error }), { code });
  }
}
