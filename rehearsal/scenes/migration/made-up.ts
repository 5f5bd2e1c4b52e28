import type { Estate } from '../../estate/migration/estate.ts';

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

/** What nobody here can stand for, as sentences. */
export function unansweredIn({ settings }: Estate): readonly string[] {
  const others = settings.databases.filter(({ engine }) => engine !== 'postgres');
  if (others.length === 0) return [];
  return [
    `Nobody answers for ${inWords(others)}: only PostgreSQL is here. What a dry run checks there fails.`,
  ];
}

function inWords(databases: readonly { readonly identifier: string }[]): string {
  return databases.map(({ identifier }) => identifier).join(', ');
}
