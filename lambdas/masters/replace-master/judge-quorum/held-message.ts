import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { ReplacePayload } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { Doubt } from '../../domain/gate.ts';

export interface HeldFacts {
  readonly notice: Doubt;
  readonly payload: Pick<ReplacePayload, 'run' | 'replacement'>;
  readonly arithmetic: readonly string[];
  readonly settings: MastersSettings;
}

/** What people can do that ends the wait. */
const HELP: Readonly<Record<Doubt['heading'], readonly string[]>> = {
  QuorumLost: [
    'Do not terminate, reboot or roll anything. Bring back a member that is down: its instance, or its volume.',
    'The master is released as soon as enough other members are healthy.',
  ],
  QuorumAtRisk: [
    'Find out why the other members are not healthy, and fix that.',
    'The master is released as soon as enough other members are healthy.',
  ],
  CredentialsRefused: [
    'Renew the token in its secret, or deploy with the cluster’s present certificate authority.',
    'etcd may be healthy, but it cannot be checked. The master is released as soon as the API servers report that etcd is healthy.',
  ],
};

/** Reports that a master waits because etcd needs it: the machine continues to wait, nothing has to be decided. */
export function heldMessage({ notice, payload, arithmetic, settings }: HeldFacts): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  const { instance, group } = payload.replacement;
  return compose(`${name}: ${notice.heading}: ${instance} waits in its hook`, [
    {
      heading: `The master ${instance} (${group}) of cluster ${cluster} (account ${account}, ${region}) is being terminated, and waits in its hook.`,
      lines: [
        notice.reason,
        'No answer is required. AWS does not wait for ever: after its longest wait it terminates the master, whatever etcd needs.',
      ],
    },
    { heading: 'What to do next', lines: HELP[notice.heading] },
    { heading: 'What etcd says', lines: arithmetic },
    {
      heading: 'Links',
      lines: [...linkLine('Replacement', payload.run.arn), ...runbookLine(runbookUrl, notice.heading)],
    },
  ]);
}
