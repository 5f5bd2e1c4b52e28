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
    'Terminate, reboot and roll nothing. Bring back a member that is down: its instance, or its volume.',
    'The master is let go as soon as enough other members are healthy.',
  ],
  QuorumAtRisk: [
    'Find out why the other members are not healthy, and fix that.',
    'The master is let go as soon as enough other members are healthy.',
  ],
  CredentialsRefused: [
    'Renew the token in its secret, or deploy with the cluster’s present certificate authority.',
    'Etcd may be well: nobody can ask it. The master is let go as soon as the API servers answer that it is.',
  ],
};

/** Tells that a master is held because etcd can't do without it: the machine goes on waiting, nothing has to be decided. */
export function heldMessage({ notice, payload, arithmetic, settings }: HeldFacts): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  const { instance, group } = payload.replacement;
  return compose(`${name}: ${notice.heading}: ${instance} is held`, [
    {
      heading: `The master ${instance} (${group}) of cluster ${cluster} (account ${account}, ${region}) is to be terminated, and is held.`,
      lines: [
        notice.reason,
        'No answer is waited for, and AWS holds no instance for ever: it goes then, whatever etcd needs.',
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
