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
  const estate = estateOf({ ...shopSettings(), databases: DATABASES }, shopSnapshot());

  it('are answered by a server of their kind, and MySQL by MariaDB, which is said', () => {
    expect(madeUpIn(estate, true).filter((each) => each.includes('content'))).toEqual([
      'the content of shop-db: a PostgreSQL of this machine answers',
      'the content of orders: a MariaDB of this machine answers',
      'the content of old, older: a MariaDB of this machine answers in place of MySQL',
    ]);
    expect(madeUpIn(estate, true)).toContainEqual(
      expect.stringMatching(
        /^how fast shop-db, orders, old, older answers: .*`database-too-slow`.*say nothing/,
      ),
    );
    expect(unansweredIn(estate.settings, true)).toEqual({ notes: [], lacks: undefined });
  });

  it('are not answered without MariaDB: it is said what to install, and why nothing is played', () => {
    expect(madeUpIn(estate, false).filter((each) => each.includes('content'))).toEqual([
      'the content of shop-db: a PostgreSQL of this machine answers',
    ]);
    const { notes, lacks } = unansweredIn(estate.settings, false);
    expect(notes).toEqual([
      expect.stringMatching(/^NOBODY ANSWERS for orders, old, older: .*apt-get install mariadb-server-core/),
    ]);
    expect(lacks).toBe(
      'a MariaDB on this machine for orders, old, older: install mariadb-server-core mariadb-client-core',
    );
  });

  it('take any token of IAM if they are of PostgreSQL, and none if they are of MariaDB', () => {
    const databases = DATABASES.slice(0, 2).map((each) => ({
      ...each,
      login: { by: { iamUser: 'app' }, database: '' },
    }));
    const byToken = estateOf({ ...shopSettings(), databases }, shopSnapshot());
    expect(madeUpIn(byToken, true)).toContain(
      'who may log in to shop-db by a token of IAM: any token is good',
    );
    const { notes, lacks } = unansweredIn({ databases }, true);
    expect(notes).toEqual([expect.stringMatching(/^NOBODY TAKES A TOKEN OF IAM for orders: .*`secret`/)]);
    expect(lacks).toMatch(/^a MySQL or MariaDB that takes tokens of IAM for orders:/);
    expect(unansweredIn({ databases: databases.slice(0, 1) }, true).lacks).toBeUndefined();
  });

  it('need no MariaDB if all are of PostgreSQL', () => {
    expect(unansweredIn({ databases: DATABASES.slice(0, 1) }, false)).toEqual({
      notes: [],
      lacks: undefined,
    });
  });
});
