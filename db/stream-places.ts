import { randomBytes } from "node:crypto";
import { MongoServerError } from "mongodb";
import type { Database } from "./collections.ts";
import { isFull } from "./unavailable.ts";

/** How many streams one user may have open, in all of their pages and whichever process serves them. */
const MOST_STREAMS = 10;
/** A process that ends without a word leaves its streams' places for this long. */
const LEASE_MILLISECONDS = 60_000;
const DUPLICATE_KEY = 11_000;

/** The places of a user's open streams of changes; each ends by itself where no process keeps it. */
export interface StreamPlacesDocument {
  /** The user's id. */
  _id: string;
  places: { id: string; expiresAt: Date }[];
  /** When the last of them ends. */
  expiresAt: Date;
}

/** A place for one of a user's streams, which has to be kept more often than every minute. */
export interface StreamPlace {
  keep(now: Date): Promise<void>;
  giveFree(): Promise<void>;
}

/** Takes a place for one more stream of the user; null where they have enough. */
export async function takeStreamPlace(
  { streamPlaces }: Database,
  userId: string,
  now: Date,
): Promise<StreamPlace | null> {
  const id = randomBytes(9).toString("base64url");
  const place = { id, expiresAt: endOf(now) };
  try {
    await streamPlaces.updateOne({ _id: userId }, { $pull: { places: { expiresAt: { $lte: now } } } });
    // Where there are enough, no document fits, and another one with that id can't be added.
    await streamPlaces.updateOne(
      { _id: userId, [`places.${MOST_STREAMS - 1}`]: { $exists: false } },
      { $push: { places: place }, $max: { expiresAt: place.expiresAt } },
      { upsert: true },
    );
  } catch (error) {
    if (error instanceof MongoServerError && error.code === DUPLICATE_KEY) return null;
    // A stream is for reading, which goes on where nothing can be written.
    if (!isFull(error)) throw error;
  }
  return {
    keep: async (moment) => {
      const expiresAt = endOf(moment);
      await streamPlaces.updateOne(
        { _id: userId, "places.id": id },
        { $set: { "places.$.expiresAt": expiresAt }, $max: { expiresAt } },
      );
    },
    giveFree: async () => {
      await streamPlaces.updateOne({ _id: userId }, { $pull: { places: { id } } });
    },
  };
}

function endOf(now: Date): Date {
  return new Date(now.getTime() + LEASE_MILLISECONDS);
}
