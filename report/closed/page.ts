/** The page of a closed migration. */

import { called } from '#own';
import { describe } from '../../lambdas/migration/domain/advance.ts';
import { displayName } from '../../lambdas/shared/contract/dns-names.ts';
import { duration } from '../../rehearsal/text/numbers.ts';
import { badge } from '../page/badge.ts';
import { blocksOfStates } from '../page/blocks.ts';
import { type Html, html } from '../page/html.ts';
import { pageText } from '../page/page.ts';
import { group, lane, panel } from '../page/panel.ts';
import { more, table } from '../page/table.ts';
import { clock, dated, extentOf } from '../page/time.ts';
import type { ClosedJson } from './schema.ts';

export function closedPage(report: ClosedJson): string {
  const { migration, account, region, execution, startedAt, closedAt, beforeImage } = report;
  const zones = Object.values(beforeImage);
  const names = new Set(zones.flatMap(({ records }) => records.map(({ Name }) => Name))).size;
  const took = duration(Date.parse(closedAt) - Date.parse(startedAt));
  return pageText({
    title: `Closed: ${migration}`,
    header: html`<p class="eyebrow">kops-cutover · closing report</p>
<h1>${migration} is closed: all traffic is on the cluster</h1>
<p>${badge('good', '✓ closed')}</p>
<dl class="facts"><dt>moved</dt><dd>${names} ${names === 1 ? 'name' : 'names'} in ${zones.length} ${zones.length === 1 ? 'zone' : 'zones'}</dd>
<dt>time</dt><dd>${dated(startedAt)} to ${dated(closedAt)} UTC: ${took}</dd>
<dt>account</dt><dd>${account}, ${region}</dd>
<dt>execution</dt><dd><code>${execution}</code></dd></dl>`,
    main: html`${figure(report)}
${decisions(report)}
${remains(report)}
${before(report)}`,
    footer: html`<p>Made from the closing report of ${migration} by <code>${called('report')}</code>. All times are UTC. This file loads nothing: copy it wherever you like.</p>`,
  });
}

function figure({ startedAt, closedAt, timeline }: ClosedJson): Html {
  const extent = extentOf({ from: startedAt, until: closedAt });
  const states = timeline.map(({ state, enteredAt, leftAt }, i) => ({
    what: state,
    from: enteredAt,
    until: leftAt || (timeline[i + 1]?.enteredAt ?? closedAt),
  }));
  return html`<h3>What happened</h3>
${panel(extent, [group('State machine'), lane(extent, 'Migrate', blocksOfStates(extent, states))])}
${more(
  `The timeline: ${timeline.length} states`,
  table(
    'States, in order',
    [{ head: 'when (UTC)' }, { head: 'state' }, { head: 'for' }, { head: 'it said', kind: 'wide' }],
    timeline.map(({ state, enteredAt, leftAt, said }) => [
      clock(Date.parse(enteredAt)),
      state,
      leftAt === '' ? '' : duration(Date.parse(leftAt) - Date.parse(enteredAt)),
      said,
    ]),
  ),
)}`;
}

function decisions({ decisions: all }: ClosedJson): Html {
  if (all.length === 0) return html`<h3>Decisions</h3><p>No decision was needed.</p>`;
  return html`<h3>Decisions</h3>
${table(
  'Who decided what',
  [
    { head: 'when (UTC)' },
    { head: 'decision' },
    { head: 'at' },
    { head: 'reason', kind: 'wide' },
    { head: 'by', kind: 'wide' },
  ],
  all.map(({ at, decision, held, reason, decidedBy }) => [
    clock(Date.parse(at)),
    decision,
    `${held.state}, step ${held.step + 1}`,
    reason,
    decidedBy,
  ]),
)}`;
}

function remains({ mayBeDeleted = [], stays = [] }: ClosedJson): Html {
  if (mayBeDeleted.length + stays.length === 0) return html``;
  const rows = [
    ...mayBeDeleted.map((line) => ['may be deleted', line]),
    ...stays.map((line) => ['stays', line]),
  ];
  return html`<h3>What may be deleted now, and what stays</h3>
${table('Check what each line says first', [{ head: '' }, { head: 'what', kind: 'wide' }], rows)}`;
}

function before({ beforeImage }: ClosedJson): Html {
  const rows = Object.entries(beforeImage).flatMap(([zone, { records }]) =>
    records.map((record) => [displayName(record.Name), describe([record]), zone]),
  );
  return html`<h3>What legacy answered before</h3>
${table('Records that were retired', [{ head: 'name' }, { head: 'answer', kind: 'wide' }, { head: 'zone' }], rows)}`;
}
