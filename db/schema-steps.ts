import { fillScopes } from "./api-keys.ts";
import type { Database } from "./collections.ts";
import { dropIndexes, UNNEEDED, WITH_PLAIN_NAMES } from "./contact-indexes.ts";
import { runSteps, type Log, type Step } from "./run-steps.ts";
import { makeCollections } from "./schema.ts";
import { fillSearchPrefixes, fillSortNames, removeSearchKeys } from "./search-prefixes.ts";
import { markVainCalls } from "./vain-calls.ts";

/**
 * How the stored data came to be as it is, step by step. A step that has been released stays as it is; what changes
 * afterwards is a step of its own. An older process serves beside each: no step refuses what that one writes, or takes
 * away what it reads.
 */
export const STEPS: readonly Step[] = [
  { number: 1, name: "Collections and indexes", run: makeCollections },
  { number: 2, name: "What contacts are searched by", run: fillSearchPrefixes },
  { number: 3, name: "Scopes of API keys", run: ({ apiKeys }) => fillScopes(apiKeys) },
  // By then no process is left that searches by them.
  { number: 4, name: "Search keys of earlier versions go", daysAfterStepBefore: 1, run: removeSearchKeys },
  { number: 5, name: "The index of what users have done", run: makeCollections },
  { number: 6, name: "Contacts that were deleted or merged are kept for a day", run: makeCollections },
  { number: 7, name: "What an import changes is kept for its undo", run: makeCollections },
  { number: 8, name: "Uploads, for all processes", run: makeCollections },
  // An older process beside would read whole organizations without them.
  {
    number: 9,
    name: "Indexes of contacts that no query needs go",
    daysAfterStepBefore: 1,
    run: (database) => dropIndexes(database, UNNEEDED),
  },
  { number: 10, name: "What came of follow-ups, and when contacts are tried again", run: makeCollections },
  { number: 11, name: "Which contacts are sample data", run: makeCollections },
  { number: 12, name: "When hot contacts stand on the team's page", run: makeCollections },
  { number: 13, name: "On which days one works, and users' own days to snooze to", run: makeCollections },
  {
    number: 14,
    name: "Who got in touch and when that was written down, and what came of calls",
    async run(database, progress) {
      await makeCollections(database);
      await markVainCalls(database, progress);
    },
  },
  { number: 15, name: "Who is away, and who stands in", run: makeCollections },
  {
    number: 16,
    name: "Names in order without regard to case and accents",
    async run(database, progress) {
      await fillSortNames(database, progress);
      await makeCollections(database);
    },
  },
  {
    number: 17,
    name: "Indexes of names in their earlier order go",
    daysAfterStepBefore: 1,
    async run(database, progress) {
      // An older process may have named contacts meanwhile.
      await fillSortNames(database, progress);
      await dropIndexes(database, WITH_PLAIN_NAMES);
    },
  },
  { number: 18, name: "Organizations' days to snooze to, and which key has logged what", run: makeCollections },
];

/** Brings what is stored up to date, so that every query finds its index; writes nothing where it is. */
export const prepareSchema = (database: Database, log?: Log) => runSteps(database, STEPS, log);
