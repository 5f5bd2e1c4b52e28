import { SocketDatabaseProbe } from '../../adapters/database-probe/socket-database-probe.ts';
import { trustedAuthorities } from '../../adapters/database-probe/tls-upgrade.ts';
import { probingPlaces } from '../../contract/probing-places.ts';
import { MIGRATE } from '../../contract/states.ts';
import { givenAuthorities } from '../../runtime/given-authorities.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { parseProbeDatabasesPayload } from './payload.ts';
import { probeDatabases } from './probe-databases.ts';

const probe = new SocketDatabaseProbe({ trusted: (kind) => trustedAuthorities(kind, givenAuthorities()) });

export const handler = makeHandler(
  MIGRATE.probeDatabases,
  parseProbeDatabasesPayload,
  ({ endpoints, place }, { settings }) =>
    probeDatabases(endpoints, { probe, place, places: probingPlaces(settings).length }),
);
