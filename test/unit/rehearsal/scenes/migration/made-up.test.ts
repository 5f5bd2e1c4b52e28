import type { DatabaseSettings } from '../../../../../lambdas/migration/contract/settings.ts';
import { estateOf } from '../../../../../rehearsal/estate/migration/estate.ts';
import { madeUpIn, unansweredIn } from '../../../../../rehearsal/scenes/migration/made-up.ts';
import { shopSettings } from '../../../../support/shop.ts';
import { shopSnapshot } from '../../../../support/shop-snapshot.ts';

const database = (identifier: string, engine: DatabaseSettings['engine']): DatabaseSettings => ({
  identifier,
  engine,
  kind: 'instance',
  roundTrips: 1,
  p99BudgetMs: 5,
});
const DATABASES = [
  database('shop-db', 'postgres'),
  database('orders', 'mariadb'),
  database('old', 'mysql'),
  database('older', 'mysql'),
];

describe('Databases of a rehearsal', () => {
  const estateWith = (databases: readonly DatabaseSettings[]) =>
    estateOf({ ...shopSettings(), databases }, shopSnapshot());
  const estate = estateWith(DATABASES);

  it('are answered by a server of their kind, and MySQL by MariaDB, which is said', () => {
    expect(madeUpIn(estate, true).filter((each) => each.includes('content'))).toEqual([
      'the content of shop-db: a PostgreSQL of this machine answers',
      'the content of orders: a MariaDB of this machine answers',
      'the content of old, older: a MariaDB of this machine answers in place of MySQL',
    ]);
    expect(madeUpIn(estate, true)).toContainEqual(
      expect.stringMatching(/^the response times of shop-db, orders, old, older: a round trip takes 1 ms/),
    );
    expect(unansweredIn(estate, true)).toEqual({ notes: [], lacks: undefined });
  });

  it('are not answered without MariaDB: it is said what to install, and why nothing is played', () => {
    expect(madeUpIn(estate, false).filter((each) => each.includes('content'))).toEqual([
      'the content of shop-db: a PostgreSQL of this machine answers',
    ]);
    const { notes, lacks } = unansweredIn(estate, false);
    expect(notes).toEqual([
      expect.stringMatching(/^NOBODY ANSWERS for orders, old, older: .*apt-get install mariadb-server-core/),
    ]);
    expect(lacks).toBe(
      'a MariaDB on this machine for orders, old, older: install mariadb-server-core mariadb-client-core',
    );
  });

  it('accept any IAM token if they are of PostgreSQL, and none if they are of MariaDB', () => {
    const databases = DATABASES.slice(0, 2).map((each) => ({
      ...each,
      login: { by: { iamUser: 'app' }, database: '' },
    }));
    const byToken = estateWith(databases);
    expect(madeUpIn(byToken, true)).toContain(
      'who may log in to shop-db with an IAM token: any token is accepted',
    );
    const { notes, lacks } = unansweredIn(byToken, true);
    expect(notes).toEqual([expect.stringMatching(/^NOBODY ACCEPTS AN IAM TOKEN for orders: .*`secret`/)]);
    expect(lacks).toMatch(/^a MySQL or MariaDB that accepts IAM tokens for orders:/);
    expect(unansweredIn(estateWith(databases.slice(0, 1)), true).lacks).toBeUndefined();
  });

  it('are not answered behind a proxy or outside RDS: it is said, and why nothing is played', () => {
    const outside = (host: string): DatabaseSettings => ({
      ...database(`${host}:5432`, 'postgres'),
      kind: 'host',
      at: { host, port: 5432 },
    });
    const inRds = outside('shop-db.c9akciq32rgx.us-west-1.rds.amazonaws.com');
    const proxy: DatabaseSettings = { ...database('pool', 'mysql'), kind: 'proxy' };
    const placeless = estateWith([proxy, outside('db.shop.test'), inRds]);
    const { notes, lacks } = unansweredIn(placeless, true);
    expect(notes).toEqual([
      expect.stringMatching(/^NOBODY ANSWERS for pool, db\.shop\.test:5432: .* no scenario .* is played/),
    ]);
    expect(lacks).toMatch(/^somebody who answers for pool, db\.shop\.test:5432:/);
    expect(madeUpIn(placeless, true).filter((each) => each.includes('content'))).toEqual([
      `the content of ${inRds.identifier}: a PostgreSQL of this machine answers`,
    ]);
  });

  it('lack all that is missing at once', () => {
    const proxy: DatabaseSettings = { ...database('pool', 'mysql'), kind: 'proxy' };
    const { notes, lacks } = unansweredIn(estateWith([proxy, database('orders', 'mariadb')]), false);
    expect(notes).toEqual([
      expect.stringMatching(/^NOBODY ANSWERS for pool: /),
      expect.stringMatching(/^NOBODY ANSWERS for orders: this machine has no MariaDB/),
    ]);
    expect(lacks).toMatch(/^somebody who answers for pool: .*; and a MariaDB on this machine for orders: /);
  });

  it('need no MariaDB if all are of PostgreSQL', () => {
    expect(unansweredIn(estateWith(DATABASES.slice(0, 1)), false)).toEqual({
      notes: [],
      lacks: undefined,
    });
  });
});
