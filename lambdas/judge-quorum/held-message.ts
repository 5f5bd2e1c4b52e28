import { linkLine, runbookLine } from '../shared/contract/links.ts';
import type { Page, ReplacePayload } from '../shared/contract/masters/payloads.ts';
import type { MastersSettings } from '../shared/contract/masters/settings.ts';
import { compose } from '../shared/domain/compose.ts';
import type { Message } from '../shared/domain/message.ts';

export interface HeldFacts {
  readonly page: Page;
  readonly payload: Pick<ReplacePayload, 'run' | 'replacement'>;
  readonly arithmetic: readonly string[];
  readonly settings: MastersSettings;
}

/** Tells that a master is held because etcd can't do without it: the machine goes on waiting, nothing has to be decided. */
export function heldMessage({ page, payload, arithmetic, settings }: HeldFacts): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  const { instance, group } = payload.replacement;
  return compose(`${name}: ${page.heading}: ${instance} is held`, [
    {
      heading: `The master ${instance} (${group}) of cluster ${cluster} (account ${account}, ${region}) is to be terminated, and is held.`,
      lines: [
        page.reason,
        'It is let go as soon as enough other members are healthy. No answer is waited for.',
        'AWS holds no instance for ever: help the other members before it goes.',
      ],
    },
    { heading: 'What etcd says', lines: arithmetic },
    {
      heading: 'Links',
      lines: [...linkLine('Replacement', payload.run.arn), ...runbookLine(runbookUrl, page.heading)],
    },
  ]);
}
