/** One rehearsal on the page. */
import { duration, grouped } from '../../rehearsal/text/numbers.ts';
import { countsOf, findingsList } from '../page/findings.ts';
import { type Html, html } from '../page/html.ts';
import type { Runbook } from '../page/runbook.ts';
import { more, table } from '../page/table.ts';
import { clock } from '../page/time.ts';
import { checksSection, verdictBadge } from './checks.ts';
import type { MailEntry, PlayedRehearsal } from './document.ts';
import { figureOf } from './figure.ts';

export function playedSection(played: PlayedRehearsal, id: string, runbook: Runbook): Html {
  return played.findings ? dryRunSection(played, id, runbook) : wholeSection(played, id, runbook);
}

/** Of a dry run what it found is what matters: nothing is moved. */
function dryRunSection(played: PlayedRehearsal, id: string, runbook: Runbook): Html {
  const { title, about, held, checks, findings = [] } = played;
  return html`<section class="rehearsal" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p>${verdictBadge(held, held ? 'as expected' : 'not as expected')}</p>
<p>${about}</p>
<p class="quiet">Findings: ${countsOf(findings)}</p>
${findings.length > 0 ? findingsList(findings, runbook) : html`<p>Nothing is found that is not found without it.</p>`}
${held ? more(`${checks.length} checks held`, checksSection(checks)) : checksSection(checks)}
</section>
`;
}

function wholeSection(played: PlayedRehearsal, id: string, runbook: Runbook): Html {
  const { title, about, held, checks, mails, timeline, again } = played;
  const failed = checks.filter(({ contradictions }) => contradictions.length > 0).length;
  const verdict = held ? `${checks.length} checks held` : `${failed} of ${checks.length} checks failed`;
  return html`<section class="rehearsal" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p>${verdictBadge(held, verdict)}</p>
<p>${about}</p>
${!held && html`<p>Play it again: <code>${again}</code></p>`}
${figureOf(played)}
${checksSection(checks)}
${decisions(played)}
${mails.length > 0 && html`<h3>Mails</h3>${mails.map((mail) => mailOf(mail, runbook))}`}
<h3>What it came to</h3>
${figures(played)}
${more(
  `The timeline: ${timeline.length} entries`,
  table(
    'What happened, in order',
    [{ head: 'when (UTC)' }, { head: 'what' }, { head: '', kind: 'wide' }],
    timeline.map(({ at, kind, text }) => [clock(Date.parse(at)), kind, text]),
  ),
)}
</section>
`;
}

function mailOf({ at, subject, body }: MailEntry, runbook: Runbook): Html {
  const links = runbook.linksIn(body);
  const said =
    links.length > 0 &&
    html`<p class="quiet foot">Runbook: ${links.map((link, i) => [i > 0 && ', ', link])}</p>`;
  return html`<details class="mail"><summary>${subject} <span class="quiet">${clock(Date.parse(at))}</span></summary><pre>${body}</pre>${said}</details>
`;
}

/** What people decided, and what came of it. */
function decisions({ executions }: PlayedRehearsal): Html | undefined {
  const all = executions.filter(({ machine }) => machine === 'Decide');
  if (all.length === 0) return undefined;
  return html`<h3>Decisions</h3>
${table(
  'What people told the machine Decide',
  [{ head: 'when (UTC)' }, { head: 'decision', kind: 'wide' }, { head: 'accepted', kind: 'wide' }],
  all.map(({ from, input, status, error, cause }) => [
    clock(Date.parse(from)),
    html`<code>${input}</code>`,
    status === 'SUCCEEDED' ? 'yes' : `no: ${error ?? status}${cause ? `, ${cause}` : ''}`,
  ]),
)}`;
}

function figures({ from, until, tookSeconds, calls, figures: lines, seed }: PlayedRehearsal): Html {
  const all = Object.values(calls).reduce((sum, each) => sum + each, 0);
  const rehearsed = Date.parse(until) - Date.parse(from);
  const services = Object.entries(calls)
    .map(([service, n]) => `${service} ${n}`)
    .join(', ');
  const entries: readonly (readonly [string, string])[] = [
    [
      'time',
      `${duration(rehearsed)} rehearsed in ${duration(tookSeconds * 1000)}, from ${clock(Date.parse(from))} UTC`,
    ],
    ...lines.map((line): readonly [string, string] => {
      const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? [];
      return [word, rest];
    }),
    ['calls', `${grouped(all)} to AWS by the functions: ${services}`],
    ['seed', String(seed)],
  ];
  return html`<dl class="facts">${entries.map(([word, text]) => html`<dt>${word}</dt><dd>${text}</dd>`)}</dl>`;
}
