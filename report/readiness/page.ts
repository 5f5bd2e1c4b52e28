/** The page of a readiness report. */
import { called } from '#own';
import { connectionsSection } from '../../lambdas/migration/domain/readiness/connections-text.ts';
import { dataPlaneSection } from '../../lambdas/migration/domain/readiness/data-plane-text.ts';
import type { ReadinessJson } from '../../lambdas/migration/domain/readiness/readiness-json.ts';
import { duration } from '../../rehearsal/text/numbers.ts';
import { badge } from '../page/badge.ts';
import { countsOf, findingsList } from '../page/findings.ts';
import { type Html, html } from '../page/html.ts';
import { pageText } from '../page/page.ts';
import { group, lane, panel } from '../page/panel.ts';
import { Runbook } from '../page/runbook.ts';
import { more, table } from '../page/table.ts';
import { clock, dated, extentOf } from '../page/time.ts';

type Plan = Extract<ReadinessJson['plan'], { readonly phases: unknown }>;

export function readinessPage(report: ReadinessJson, runbook = new Runbook()): string {
  const { migration, account, region, ready, summary, dryRun, note, assessedAt, execution, findings, plan } =
    report;
  return pageText({
    title: `${ready ? 'Ready' : 'Not ready'}: ${migration}`,
    header: html`<p class="eyebrow">kops-cutover · readiness report</p>
<h1>${migration} is ${ready ? 'ready' : 'not ready'}</h1>
<p>${ready ? badge('good', '✓ ready') : badge('bad', '✗ not ready')}</p>
<p>${summary}</p>
<dl class="facts"><dt>findings</dt><dd>${countsOf(findings)}</dd>
<dt>assessed</dt><dd>${dated(assessedAt)} UTC${dryRun && ', in a dry run'}</dd>
<dt>account</dt><dd>${account}, ${region}</dd>
<dt>execution</dt><dd><code>${execution}</code></dd>
${note !== '' && html`<dt>note</dt><dd>${note}</dd>`}</dl>`,
    main: html`<h2 class="apart">Findings</h2>
${findingsList(findings, runbook)}
${comparison(report)}
${manualChecks(report)}
<h2 class="apart">The plan</h2>
${'notMade' in plan ? html`<p>No plan was made: ${plan.notMade}</p>` : planSection(plan)}
${notAsked(report)}
${runbook.sections()}`,
    footer: html`<p>Made from the readiness report of ${migration} by <code>${called('report')}</code>. All times are UTC. This file loads nothing: copy it wherever you like.</p>`,
  });
}

function comparison({ comparison: with_ }: ReadinessJson): Html {
  if ('notCompared' in with_)
    return html`<h3>Since the last report</h3><p>Not compared: ${with_.notCompared}</p>`;
  const row =
    (what: string) =>
    ({ level, check, code, subject }: (typeof with_.new)[number]) => [what, level, check, code, subject];
  const rows = [...with_.new.map(row('new')), ...with_.gone.map(row('gone'))];
  return html`<h3>Since the last report</h3>
<p>${rows.length === 0 ? 'Nothing is new, and nothing is gone' : `${with_.new.length} new, ${with_.gone.length} gone`}; ${with_.unchanged} unchanged since ${dated(with_.assessedAt)} UTC.</p>
${rows.length > 0 && table('What has changed', [{ head: '' }, { head: 'level' }, { head: 'check' }, { head: 'code' }, { head: 'of', kind: 'wide' }], rows)}`;
}

function manualChecks({ manualChecks: all }: ReadinessJson): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<h3>What people check</h3>
${table(
  'Manual checks',
  [{ head: 'what', kind: 'wide' }, { head: 'signed off by' }, { head: 'on' }, { head: 'until' }],
  all.map(({ what, signedOff }) => [
    what,
    signedOff?.by ?? 'nobody yet',
    signedOff?.on ?? '',
    signedOff?.until ?? '',
  ]),
)}`;
}

function planSection({ phases, followers, connections, dataPlane, endsAt }: Plan): Html {
  const extent = extentOf({ from: phases[0]?.beginsAt ?? endsAt, until: endsAt });
  const blocks = phases.map(({ state, percent, beginsAt, endsAt: end }) => ({
    ...extentOf({ from: beginsAt, until: end }),
    text: state === 'ShiftWeight' ? `${percent} %` : state,
    tone: 'plain' as const,
    words: `${state}, ${percent} % on the cluster`,
  }));
  return html`<p>If nothing holds it, it ends on ${dated(endsAt)} UTC. Waits for people are not in it.</p>
${panel(extent, [group('Steps'), lane(extent, 'Migrate', blocks)])}
${table(
  'Steps, and how long a rollback takes from each',
  [
    { head: 'step' },
    { head: 'begins (UTC)' },
    { head: 'cluster', kind: 'n' },
    { head: 'waits for', kind: 'wide' },
    { head: 'records', kind: 'n' },
    { head: 'rollback' },
  ],
  phases.map(
    ({
      state,
      beginsAt,
      frozenSeconds = 0,
      percent,
      waits,
      approval,
      hooks,
      oneWay,
      recordChanges,
      rollBack,
    }) => [
      state,
      clock(Date.parse(beginsAt)),
      `${percent} %`,
      [
        ...(frozenSeconds > 0 ? [`the end of a freeze, before it: ${duration(frozenSeconds * 1000)}`] : []),
        ...waits.map(({ for: what, seconds }) => `${what}: ${duration(seconds * 1000)}`),
        ...(hooks ?? []).map(
          ({ hook, timeLimitSeconds }) => `${hook}: up to ${duration(timeLimitSeconds * 1000)}`,
        ),
        ...(approval ? ['approval'] : []),
        ...(oneWay ? ['one-way: only a person rolls back'] : []),
      ].join('; '),
      recordChanges,
      rollBack.seconds === undefined ? 'unknown' : duration(rollBack.seconds * 1000),
    ],
  ),
)}
${lined(connectionsSection(connections))}
${dataPlaneSection(dataPlane).map(lined)}
${followers.length > 0 && html`<p>Names that follow others: ${followers.map(({ chain }) => chain.join(' → ')).join('; ')}.</p>`}
${changes(phases)}`;
}

function lined({ heading, lines }: ReturnType<typeof connectionsSection>): Html {
  return html`<h3>${heading}</h3><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function changes(phases: Plan['phases']): Html {
  const rows = phases.flatMap(({ state, percent, changes: all }) =>
    all.map(({ name, brief }) => [`${state} ${percent} %`, name, brief]),
  );
  return more(
    `Each record: ${rows.length} changes`,
    table(
      'Records before and after each step',
      [{ head: 'step' }, { head: 'name' }, { head: 'change', kind: 'wide' }],
      rows,
    ),
  );
}

function notAsked({ notAsked: all }: ReadinessJson): Html | undefined {
  if (all.length === 0) return undefined;
  return more(
    `${all.length} checks had nothing to ask`,
    html`<ul>${all.map(({ check, why }) => html`<li>${check}: ${why}</li>`)}</ul>`,
  );
}
