import type { Estate } from '../../estate/migration/estate.ts';
import { DATABASE_CLUSTERS, DATABASES } from '../../snapshot/kinds/rds.ts';

/** What of a scene no file says, in words that follow "Made up:". */
export function madeUpIn(estate: Estate): readonly string[] {
  const { settings, snapshot } = estate;
  const postgres = settings.databases.filter(({ engine }) => engine === 'postgres');
  return [
    ...(snapshot.web === null
      ? ['certificates and pages: legacy and the cluster answer every moved name alike']
      : []),
    ...(postgres.length > 0
      ? [`the content of ${inWords(postgres)}: a PostgreSQL of this machine answers`]
      : []),
    ...(settings.workloads ? ['the authority of the cluster: functions trust another in its place'] : []),
  ];
}

/** What can't be rehearsed as it is, as whole sentences. */
export function lackingIn({ home, settings, snapshot }: Estate): readonly string[] {
  const others = settings.databases.filter(({ engine }) => engine !== 'postgres');
  const described =
    snapshot.find(DATABASES, home) !== undefined || snapshot.find(DATABASE_CLUSTERS, home) !== undefined;
  return [
    ...(others.length > 0
      ? [`Nobody answers for ${inWords(others)}: only PostgreSQL is here. What is checked there fails.`]
      : []),
    ...(settings.databases.length > 0 && !described
      ? [
          'The snapshot describes no database, and the configuration names some. Run: aws rds describe-db-instances',
        ]
      : []),
  ];
}

function inWords(databases: readonly { readonly identifier: string }[]): string {
  return databases.map(({ identifier }) => identifier).join(', ');
}
