import type { Reach } from '../../../../../../lambdas/migration/contract/database-probes.ts';
import type { DatabaseEndpoint } from '../../../../../../lambdas/migration/contract/payloads.ts';
import type { RoundTrips } from '../../../../../../lambdas/migration/domain/databases/latency.ts';
import type { DatabaseProbe } from '../../../../../../lambdas/migration/ports/database-probe.ts';
import { parseProbeDatabasesPayload } from '../../../../../../lambdas/migration/preflight/probe-databases/payload.ts';
import { probeDatabases } from '../../../../../../lambdas/migration/preflight/probe-databases/probe-databases.ts';
import { databaseEndpoint } from '../../../../../support/migration/database-endpoint.ts';

const SHOP = databaseEndpoint('shop-db');
const reached = (server = 'PostgreSQL asks for a password'): Reach => ({
  reached: true,
  addresses: ['10.0.3.7'],
  server,
  tls: 'TLSv1.3',
  certificate: 'CN=shop-db',
});
const refused: Reach = { reached: false, addresses: ['10.0.3.7'], failure: 'refused', message: 'no' };
const TRIPS: RoundTrips = {
  times: [1, 4, 2, 3].map((answer) => ({ connect: answer / 10, tls: answer * 2, answer })),
  lost: 1,
};

/** Sees this of every database, and keeps whom it was asked about, and how much time there was to measure. */
class SeeingProbe implements DatabaseProbe {
  readonly asked: string[] = [];
  readonly within: number[] = [];
  readonly #seen: Reach;

  constructor(seen: Reach) {
    this.#seen = seen;
  }

  async reach({ subject }: DatabaseEndpoint): Promise<Reach> {
    this.asked.push(subject);
    return this.#seen;
  }

  async roundTrips(_endpoint: DatabaseEndpoint, withinMs: number): Promise<RoundTrips> {
    this.within.push(withinMs);
    return TRIPS;
  }
}

describe('ProbeDatabases', () => {
  it('returns what is seen of a database, and of its times what matters', async () => {
    const probe = new SeeingProbe(reached());
    expect(await probeDatabases([SHOP], { probe, place: 0, places: 1 })).toEqual({
      databases: [
        {
          subject: 'shop-db',
          host: SHOP.host,
          reach: reached(),
          measured: {
            tried: 5,
            lost: 1,
            times: {
              connect: { p50: 0.2, p95: 0.4, p99: 0.4, max: 0.4 },
              tls: { p50: 4, p95: 8, p99: 8, max: 8 },
              answer: { p50: 2, p95: 4, p99: 4, max: 4 },
            },
          },
        },
      ],
    });
  });

  it('measures nothing where the way ends', async () => {
    const probe = new SeeingProbe(refused);
    const { databases } = await probeDatabases([SHOP], { probe, place: 0, places: 1 });
    expect(databases).toEqual([{ subject: 'shop-db', host: SHOP.host, reach: refused }]);
    expect(probe.within).toEqual([]);
  });

  it('begins with another database at each place, so that they don’t all come to the same one', async () => {
    const endpoints = ['a', 'b', 'c'].map(databaseEndpoint);
    const orderAt = async (place: number) => {
      const probe = new SeeingProbe(refused);
      await probeDatabases(endpoints, { probe, place, places: 4 });
      return probe.asked.join('');
    };
    expect(await Promise.all([0, 1, 2, 3].map(orderAt))).toEqual(['abc', 'bca', 'cab', 'abc']);
  });

  it('divides the time for measuring among the databases', async () => {
    const probe = new SeeingProbe(reached());
    await probeDatabases(['a', 'b', 'c', 'd'].map(databaseEndpoint), { probe, place: 0, places: 1 });
    expect(probe.within).toEqual([50_000, 50_000, 50_000, 50_000]);
  });

  it('returns from twelve places together no more than Step Functions hands on', async () => {
    const probe = new SeeingProbe(reached('x'.repeat(500)));
    const endpoints = Array.from({ length: 200 }, (_, index) => databaseEndpoint(`db-${index}`));
    const { databases } = await probeDatabases(endpoints, { probe, place: 0, places: 12 });
    expect(databases.length).toBeGreaterThan(5);
    expect(JSON.stringify(databases).length * 12).toBeLessThan(160_000);
  });

  it('takes endpoints and a place, and nothing else', () => {
    const run = { name: 'run-1', arn: 'arn', startedAt: '2027-03-01T00:00:00Z' };
    const payload = { run, continues: '', dryRun: false, endpoints: [SHOP], place: 1 };
    expect(parseProbeDatabasesPayload(payload)).toEqual(payload);
    const bad = { ...payload, endpoints: [{ ...SHOP, port: 0 }], place: -1 };
    expect(() => parseProbeDatabasesPayload(bad)).toThrow(/endpoints\.0\.port.*place/s);
  });
});
