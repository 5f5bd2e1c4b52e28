/** What the preflight looks at: databases, the state bucket. */

import type { DatabaseSettings, StateBucketSettings } from '../../../lambdas/migration/contract/settings.ts';
import type { Place } from '../../shared/config/place.ts';
import {
  inWords,
  readFlag,
  readMilliseconds,
  readNumber,
  readTextOrToken,
  readWord,
  refuseRepeats,
} from '../../shared/config/values.ts';

export function readDatabases(place: Place, network: Place): DatabaseSettings[] {
  if (place.isLeftOut) return [];
  const places = place.items({
    of: 'a database',
    atLeast: 0,
    atMost: 20,
    example: "databases: [{ identifier: 'shop-db', engine: 'postgres' }]",
  });
  const found = (places ?? []).flatMap((at) => {
    const database = readDatabase(at);
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

/** As RDS calls them, but for the two that the probe greets. */
const OTHER_ENGINES = {
  'aurora-postgresql': "'postgres', with kind: 'cluster' and the cluster's identifier",
  'aurora-mysql': "'mysql', with kind: 'cluster' and the cluster's identifier",
  aurora: "'mysql', with kind: 'cluster' and the cluster's identifier",
  postgresql: "'postgres'",
  mariadb: "'mysql': MariaDB greets as MySQL does",
};

function readDatabase(place: Place): DatabaseSettings | undefined {
  const said = 'nothing: it is read from RDS';
  const unneeded = 'nothing: the check needs no credentials';
  const fields = place.fields(['identifier', 'engine', 'kind', 'roundTrips', 'p99Budget'], {
    what: 'a database',
    hints: { port: said, host: said, endpoint: said, secret: unneeded, password: unneeded },
  });
  if (!fields) return undefined;
  const identifier = readIdentifier(fields.identifier);
  const engine = readWord(fields.engine, ['postgres', 'mysql'], OTHER_ENGINES);
  const kind = fields.kind.isLeftOut ? 'instance' : readWord(fields.kind, ['instance', 'cluster']);
  const roundTrips = readNumber(fields.roundTrips, {
    what: 'round trips',
    atLeast: 10,
    atMost: 10_000,
    whole: true,
    byDefault: 100,
  });
  const p99BudgetMs = readBudget(fields.p99Budget);
  if (!identifier || !engine || !kind || !roundTrips || !p99BudgetMs) return undefined;
  return { identifier, kind, engine, roundTrips, p99BudgetMs };
}

/** Source: CreateDBInstance, DBInstanceIdentifier; RDS keeps it in lower case. */
function readIdentifier(place: Place): string | undefined {
  const text = readTextOrToken(place, {
    what: "a DB instance's or cluster's identifier",
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

/** Source: "General purpose bucket naming rules" of S3. */
const BUCKET =
  /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/;
const RESERVED_ENDINGS = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

export function readStateBucket(place: Place): StateBucketSettings | undefined {
  if (place.isLeftOut) return undefined;
  if (typeof place.value === 'string' || place.isToken) return bucketSettings(place, false, false);
  const fields = place.fields(['name', 'create', 'fix'], {
    what: 'a state bucket',
    synonyms: { bucketName: 'name' },
  });
  return fields && bucketSettings(fields.name, readFlag(fields.create, false), readFlag(fields.fix, false));
}

function bucketSettings(place: Place, create: boolean, fix: boolean): StateBucketSettings | undefined {
  const example = "'kops-state-example-com', for example";
  const name = readTextOrToken(place, { what: "the state bucket's name", example });
  if (name === undefined) return undefined;
  if (place.isToken) return { name, create, fix };
  if (!isBucketName(name)) {
    const host = /^(?:s3:\/\/|arn:aws[a-z-]*:s3:::)([^/]+)/.exec(name)?.[1];
    return place.problem(
      'the name of an S3 bucket: 3 to 63 lower-case letters, digits, hyphens and dots, none of the reserved forms',
      host && isBucketName(host) ? `'${host}'` : example,
    );
  }
  if (name.includes('.'))
    place.warning('bucket-name-with-dots', "S3's TLS certificate doesn't cover names with dots");
  return { name, create, fix };
}

export function isBucketName(name: string): boolean {
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    BUCKET.test(name) &&
    !RESERVED_ENDINGS.some((end) => name.endsWith(end))
  );
}
