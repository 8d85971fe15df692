import { MongoClient } from "mongodb";

/** Has clients add one to shared documents in transactions, at the same time; returns the sum, and how often the driver had to try again. */
export async function counterTrial(
  uri: string,
  clients: number,
  each: number,
): Promise<{ sum: number; attempts: number }> {
  const setup = await MongoClient.connect(uri);
  const counters = setup.db("counter").collection<{ _id: number; n: number }>("counters");
  await counters.deleteMany({});
  await counters.insertMany([0, 1, 2].map((_id) => ({ _id, n: 0 })));
  let attempts = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, who) => {
      const client = await MongoClient.connect(uri);
      const own = client.db("counter").collection<{ _id: number; n: number }>("counters");
      for (let i = 0; i < each; i++) {
        await client.withSession((session) =>
          session.withTransaction(async () => {
            attempts += 1;
            const _id = (who + i) % 3;
            const found = await own.findOne({ _id }, { session });
            await own.updateOne({ _id }, { $set: { n: found!.n + 1 } }, { session });
          }),
        );
      }
      await client.close();
    }),
  );
  const sum = (await counters.find().toArray()).reduce((total, { n }) => total + n, 0);
  await setup.close();
  return { sum, attempts };
}
