/** Which databases the preflight looks at: in RDS, and outside of it. */
import { isIP } from 'node:net';
import type { DatabaseSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Home } from '../../shared/config/arn.ts';
import { refuseRepeats } from '../../shared/config/lists.ts';
import type { Place } from '../../shared/config/place.ts';
import {
  inWords,
  readMilliseconds,
  readNumber,
  readTextOrToken,
  readWord,
} from '../../shared/config/values.ts';
import { readLogin } from './database-login.ts';
import { readHost } from './known-names.ts';
import { reachable } from './reachable-host.ts';

export function readDatabases(place: Place, network: Place, home: Home): DatabaseSettings[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: 'a database',
    atLeast: 0,
    atMost: 20,
    example: "databases: [{ identifier: 'shop-db', engine: 'postgres' }]",
  });
  const found = (places ?? []).flatMap((at) => {
    const database = readDatabase(at, home);
    return database ? [{ place: at, key: `${database.kind} ${database.identifier}`, database }] : [];
  });
  refuseRepeats(found, 'each database');
  if (places && places.length > 0 && network.isLeftOut)
    network.problem(
      "the cluster's network, from which the databases are probed",
      "{ vpcId: 'vpc-…', subnetIds: ['subnet-…'], securityGroupIds: ['sg-…'] }",
    );
  return found.map(({ database }) => database);
}

/** As RDS calls them, but for those that the probe greets. */
const OTHER_ENGINES = {
  'aurora-postgresql': "'postgres', with kind: 'cluster' and the cluster's identifier",
  'aurora-mysql': "'mysql', with kind: 'cluster' and the cluster's identifier",
  aurora: "'mysql', with kind: 'cluster' and the cluster's identifier",
  postgresql: "'postgres'",
};

const USUAL_PORTS = { postgres: 5432, mysql: 3306, mariadb: 3306 } as const;

function readDatabase(place: Place, home: Home): DatabaseSettings | undefined {
  const byLogin =
    '`login: { secret }`, if a login is to be tried; otherwise nothing: the check needs no credentials';
  const fields = place.fields(
    ['identifier', 'host', 'port', 'engine', 'kind', 'roundTrips', 'p99Budget', 'login'],
    {
      what: 'a database',
      hints: {
        endpoint: '`host` and `port` of a database outside of RDS',
        secret: byLogin,
        password: byLogin,
      },
    },
  );
  if (!fields) return undefined;
  const engine = readWord(fields.engine, ['postgres', 'mysql', 'mariadb'], OTHER_ENGINES);
  const which = fields.host.isLeftOut ? readInRds(fields) : readOutside(fields, engine);
  const roundTrips = readNumber(fields.roundTrips, {
    what: 'round trips',
    atLeast: 10,
    atMost: 10_000,
    whole: true,
    byDefault: 100,
  });
  const p99BudgetMs = readBudget(fields.p99Budget);
  const login = readLogin(fields.login, { isInRds: fields.host.isLeftOut, home });
  if (!which || !engine || !roundTrips || !p99BudgetMs) return undefined;
  return { ...which, engine, roundTrips, p99BudgetMs, ...(login && { login }) };
}

type Which = Pick<DatabaseSettings, 'identifier' | 'kind' | 'at'>;
type Fields = Readonly<Record<'identifier' | 'host' | 'port' | 'kind', Place>>;

function readInRds(fields: Fields): Which | undefined {
  if (!fields.port.isLeftOut) fields.port.problem('no port: it is read from RDS', 'nothing');
  const identifier = readIdentifier(fields.identifier);
  const kind = fields.kind.isLeftOut ? 'instance' : readWord(fields.kind, ['instance', 'cluster', 'proxy']);
  return identifier && kind ? { identifier, kind } : undefined;
}

/** What RDS says of a database is not said of its host. */
function readOutside(fields: Fields, engine: DatabaseSettings['engine'] | undefined): Which | undefined {
  const { identifier, kind } = fields;
  const fix = 'either `identifier`, of a database in RDS, or `host`';
  if (!identifier.isLeftOut) identifier.problem('no identifier beside `host`', fix);
  if (!kind.isLeftOut) kind.problem('no kind beside `host`', fix);
  const host = readDatabaseHost(fields.host);
  const port = readNumber(fields.port, {
    what: 'a port',
    atLeast: 1,
    atMost: 65_535,
    whole: true,
    byDefault: USUAL_PORTS[engine ?? 'postgres'],
  });
  return host && port ? { identifier: `${host}:${port}`, kind: 'host', at: { host, port } } : undefined;
}

function readDatabaseHost(place: Place): string | undefined {
  const what = "a database's host";
  const { value } = place;
  if (place.isToken) return readTextOrToken(place, { what, example: "'db.example.com'" });
  const host = typeof value === 'string' && isIP(value) !== 0 ? value : readHost(place, what);
  return host === undefined ? undefined : reachable(place, host, what);
}

/** Source: CreateDBInstance, DBInstanceIdentifier; RDS keeps it in lower case. */
function readIdentifier(place: Place): string | undefined {
  const text = readTextOrToken(place, {
    what: "a DB instance's, cluster's or proxy's identifier",
    example: "'shop-db', for example",
  });
  if (text === undefined || place.isToken) return text;
  if (/^[a-z](?:-?[a-z0-9])*$/i.test(text) && text.length <= 63) return text.toLowerCase();
  return place.problem(
    'an RDS identifier: letters, digits and single hyphens, a letter first, 63 characters at most',
    'the identifier in the RDS console, not an endpoint or ARN',
  );
}

function readBudget(place: Place): number | undefined {
  if (place.isLeftOut) return 10;
  const expected = 'the budget of the 99th percentile: 1 ms to 10 s, in whole milliseconds';
  const ms = readMilliseconds(place, expected, { atLeast: 1, atMost: 10_000, usual: 10, resolution: 1 });
  if (ms === undefined || (Number.isInteger(ms) && ms >= 1 && ms <= 10_000)) return ms;
  return place.problem(expected, 'Duration.millis(10)', `Duration of ${inWords(ms / 1000)}`);
}
