import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { plainCause } from '../../../shared/domain/plain-cause.ts';
import type { MastersAnswer, Page } from '../../contract/payloads.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import { PAGES } from '../../contract/states.ts';
import type { Replacement } from '../replacement.ts';
import { PAGE_TEXTS } from './page-texts.ts';

export interface PageFacts {
  readonly settings: MastersSettings;
  readonly replacement: Replacement;
  readonly page: Page;
  /** ARN of the ReplaceMaster execution that stopped. */
  readonly executionArn: string;
  /** ARN of the Decide machine. */
  readonly decideArn: string;
}

/** Reports that a replacement has stopped and a person must decide: what was seen, why it matters, the possible answers. */
export function pageMessage({ settings, replacement, page, executionArn, decideArn }: PageFacts): Message {
  const { name, cluster, account, region, runbookUrl } = settings;
  const { group, origin, since } = replacement;
  const { matters, toDo } = PAGE_TEXTS[page.heading];
  const master = masterInWords(replacement);
  return compose(`${name}: ${page.heading}: ${master} needs your decision`, [
    {
      heading: `The replacement of ${master} (${group}) of cluster ${cluster} (account ${account}, ${region}) has stopped.`,
      lines: [`First reported at ${since}: ${origin}.`],
    },
    { heading: 'What was seen', lines: [plainCause(page.reason)] },
    {
      heading: 'Why it matters',
      lines: [
        matters,
        'Until you decide, this software releases and terminates no running master. Masters that die are still replaced. The wait of a master in its hook is extended for as long as AWS allows.',
      ],
    },
    { heading: 'What to do next', lines: [...toDo, ...answers(replacement, page, decideArn)] },
    {
      heading: 'Links',
      lines: [
        ...linkLine('Replacement', executionArn),
        ...linkLine('Decide', decideArn),
        ...runbookLine(runbookUrl, page.heading),
      ],
    },
  ]);
}

/** The instance, or where nobody knows which it was, that one is missing. */
export function masterInWords({ instance }: Pick<Replacement, 'instance'>): string {
  return instance === '' ? 'a missing master' : instance;
}

function answers({ id }: Replacement, { heading }: Page, decideArn: string): string[] {
  return [
    `Then start the state machine ${decideArn.split(':').at(-1)} with one of these inputs. The reason is required and recorded.`,
    ...answersTo(heading).map(
      ({ decision, effect }) =>
        `${JSON.stringify({ decision, reason: '…', replacement: id } satisfies MastersAnswer)} ${effect}.`,
    ),
  ];
}

/** What a person may answer to a page, and what it does. */
export function answersTo(
  heading: Page['heading'],
): readonly { readonly decision: MastersAnswer['decision']; readonly effect: string }[] {
  return [
    { decision: 'retry', effect: 'continues the replacement from its present state in AWS' },
    ...(heading === PAGES.volumeStuck
      ? [
          {
            decision: 'detach',
            effect:
              'does the same, and force-detaches the stuck volumes, once, if their instance has terminated',
          } as const,
        ]
      : []),
    {
      decision: 'dismiss',
      effect:
        'leaves this replacement to you. Other masters are replaced again. If this master waits in its hook, its wait is no longer extended',
    },
  ];
}
