import { createHash } from 'node:crypto';
import { runbookLine } from '../../../shared/contract/links.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { GuardProperties } from '../../contract/guard.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { DEPLOYMENT } from '../../contract/states.ts';
import { type ConfiguredNames, judgeDeployment } from '../../domain/names-in-use.ts';
import { readingOf } from '../../domain/reading.ts';
import type { Journal } from '../../ports/journal.ts';
import type { GuardRequest } from './read-request.ts';

export interface GuardPorts {
  readonly settings: Pick<MigrationSettings, 'zones' | 'runbookUrl'>;
  /** The journal of the migration with this name; the table is the stack's, whatever that is. */
  readonly journalOf: (migration: string) => Pick<Journal, 'load'>;
}

export interface NamesGuarded {
  /** Says which configuration was allowed last. */
  readonly PhysicalResourceId: string;
}

/**
 * Refuses a deployment that would take from an open run what its rollback needs, before anything of it is changed.
 *
 * CloudFormation keeps the id of the last answer that was good. So when it puts a refused update back, it asks for the very
 * configuration that the id names: that is in force, and nothing is read for it, because a refusal then would leave the
 * stack half-way. The old id is "deleted" after every update that was allowed, which changes nothing.
 * @throws NamesInUse
 */
export async function guardNames(request: GuardRequest, ports: GuardPorts): Promise<NamesGuarded> {
  if (request.RequestType === 'Delete') return { PhysicalResourceId: request.PhysicalResourceId };
  const asked = request.ResourceProperties;
  const PhysicalResourceId = idOf(asked);
  const inForce = request.RequestType === 'Update' ? request.PhysicalResourceId : undefined;
  if (inForce === PhysicalResourceId) return { PhysicalResourceId };
  const before = request.RequestType === 'Update' ? request.OldResourceProperties : asked;
  const changesRecords = before.DataPlane !== asked.DataPlane;
  const removedAlarms = (before.MadeAlarms ?? []).filter((name) => !asked.MadeAlarms?.includes(name));
  const addsProbe = before.NameProbe === undefined && asked.NameProbe !== undefined;
  const changes = { migration: asked.Migration, changesRecords, removedAlarms, addsProbe };
  for (const name of new Set([before.Migration, asked.Migration])) await requireAllowed(name, changes, ports);
  return { PhysicalResourceId };
}

async function requireAllowed(
  name: string,
  asked: Pick<ConfiguredNames, 'migration' | 'changesRecords' | 'removedAlarms' | 'addsProbe'>,
  ports: GuardPorts,
): Promise<void> {
  const { zones, runbookUrl } = ports.settings;
  const journal = await readingOf(() => ports.journalOf(name).load());
  const verdict = judgeDeployment(name, journal, { ...asked, zones });
  if (verdict.kind === 'allowed') return;
  const said = [
    verdict.reason,
    'The migration was not changed.',
    ...runbookLine(runbookUrl, DEPLOYMENT.guardNames),
  ];
  throw new NamedError(ERRORS.namesInUse, said.join(' '));
}

function idOf({
  Migration,
  Names,
  ZoneIds = '',
  DataPlane,
  NameProbe,
  MadeAlarms = [],
}: GuardProperties): string {
  const digest = createHash('sha256')
    .update(
      `${Names} ${ZoneIds}${DataPlane ? ' data plane' : ''}${NameProbe ? ' name probe' : ''}${MadeAlarms.map((name) => ` ${name}`).join('')}`,
    )
    .digest('hex');
  return `${Migration}-names/${digest}`;
}
