import type { Finding } from '../../lambdas/migration/contract/findings.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { notesOf } from '../../lambdas/migration/domain/readiness/finding.ts';
import { displayName } from '../../lambdas/shared/contract/dns-names.ts';
import { shortened } from '../../lambdas/shared/domain/text.ts';
import type { ClaimingBlock, Claims } from './claims.ts';

/** In the place of a state: no function reads what Terraform claims. */
const note = notesOf('Terraform');
const MOST_NAMES = 20;

/** What would undo the migration at Terraform's next apply. Nobody can see what a configuration ignores, so none of it fails. */
export function judgeClaims({ blocks, exclusive, groups, unexplained }: Claims): readonly Finding[] {
  return [
    ...blocks.map(judgeBlock),
    ...exclusive.map(({ file, address, zoneId }) =>
      note.warn(address, 'terraform-exclusive', {
        seen: `By ${file} it deletes all record sets of the zone ${zoneId} that its configuration lacks.`,
        why: "An apply deletes the migration's fence and the weights.",
        toDo: `Before the migration, let it ignore resource_record_set, as shown below. Leave it so afterwards: the closed fence stays in the zone.`,
      }),
    ),
    ...groups.map(({ file, address, name, minimum }) =>
      note.warn(address, 'terraform-scales-legacy', {
        seen: `By ${file} it makes legacy's Auto Scaling group ${name} with a minimum of ${minimum}.`,
        why: 'While the cluster serves, legacy is idle, and only the minimum keeps its hosts for a rollback. The next apply resets a minimum that was raised by hand.',
        toDo: 'Raise min_size in the configuration to what legacy needs in its busiest hour, apply it before the migration, and lower it when the drain is over.',
      }),
    ),
    ...unexplained.map(({ file, address, name, type, setIdentifier }) => {
      const which = setIdentifier === undefined ? '' : ` with the set identifier ${setIdentifier}`;
      return note.warn(address, 'terraform-claim-unexplained', {
        seen: `By ${file} it makes ${displayName(name)} ${type}${which}, but the zone's file has no such record set.`,
        why: 'The files are not of the same moment, or somebody changed the record without Terraform. Its next apply makes the record again.',
        toDo: 'Run terraform apply -refresh-only, then take the snapshot again.',
      });
    }),
  ];
}

function judgeBlock({ file, block, claimed }: ClaimingBlock): Finding {
  const names = Map.groupBy(claimed, ({ record }) => displayName(record.name));
  const listed = [...names].map(
    ([name, records]) => `${name} (${records.map(({ record }) => record.type).join(', ')})`,
  );
  const overwrites = claimed.some(({ claim }) => claim.overwrites);
  return note.warn(block, 'terraform-reverts', {
    seen: `By ${file} it makes ${shortened(listed, MOST_NAMES, 'names').join(', ')}.`,
    why: whyOf(claimed, overwrites),
    toDo: [
      'Before the migration, let it ignore what the migration changes, as shown below.',
      ...(overwrites ? ['Remove allow_overwrite.'] : []),
      ...(claimed.some(({ record }) => record.weighted)
        ? [
            `Don't apply this configuration between ${MIGRATE.adoptRecords} and ${MIGRATE.retireLegacyRecords}.`,
          ]
        : []),
      'Then write the records as the migration leaves them, as shown below.',
    ].join(' '),
  });
}

function whyOf(claimed: ClaimingBlock['claimed'], overwrites: boolean): string {
  const changes = (argument: string) => claimed.some(({ record }) => record.changes.includes(argument));
  return [
    ...(changes('ttl') ? ['An apply sets the TTL back.'] : []),
    ...(claimed.some(({ record }) => record.weighted)
      ? [
          'While the weights are there, an apply fails: Terraform finds no record without a set identifier, its state forgets it, and Route 53 refuses another one beside the weights.',
          `After ${MIGRATE.retireLegacyRecords} an apply sends everybody back to legacy.`,
        ]
      : []),
    ...(overwrites ? ['With allow_overwrite it does so even if its state has forgotten the record.'] : []),
  ].join(' ');
}
