/** The page of a run. */
import { duration } from '../../rehearsal/text/numbers.ts';
import { badge } from '../page/badge.ts';
import { type Content, type Html, html } from '../page/html.ts';
import { pageText } from '../page/page.ts';
import { Runbook } from '../page/runbook.ts';
import { more, table } from '../page/table.ts';
import { checksSection, verdictBadge } from './checks.ts';
import { coarser } from './coarser.ts';
import type { MatrixResult, RunDocument } from './document.ts';
import { matrixSection, unseenIn } from './matrix.ts';
import { playedSection } from './played.ts';

/** Of time in a series, of all rehearsals together and of each at least: a page has no room for more. */
const STRETCHES = 4000;
const LEAST_STRETCHES = 60;

export function rehearsalPage(run: RunDocument, runbook = new Runbook()): string {
  const { skipped, matrix, checks } = run;
  const most = Math.max(LEAST_STRETCHES, Math.floor(STRETCHES / run.rehearsals.length));
  const rehearsals = run.rehearsals.map((played) => coarser(played, most));
  return pageText({
    title: `${run.held ? 'Held' : 'Failed'}: ${run.command}`,
    header: headerOf(run),
    main: html`${matrix && matrixSection(matrix)}
${skipped.length > 0 && html`<h2 class="apart">Not played</h2><ul class="checks">${skipped.map(({ title, why }) => html`<li><span class="mark unsure">!</span><strong>${title}</strong>: ${why}</li>`)}</ul>`}
${rehearsals.length > 1 && overview(run)}
${rehearsals.map((played, i) => playedSection(played, `r${i + 1}`, runbook))}
${checks.length > 0 && html`<section class="rehearsal"><h2>The run as a whole</h2>${checksSection(checks)}</section>`}
${runbook.sections()}`,
    footer: html`<p>Made by <code>${run.command}</code> of kops-cutover. All times are UTC, of the rehearsed clock. This file loads nothing: copy it wherever you like.</p>`,
  });
}

function headerOf(run: RunDocument): Content {
  const { rehearsals, skipped, held, brokenOff, madeUp, conclusions = [], matrix } = run;
  const failed = rehearsals.filter((each) => !each.held).length;
  return html`<p class="eyebrow">kops-cutover · rehearsal</p>
<h1>${verdictOf(run, failed)}${rehearsals.length > 0 && skipped.length > 0 && `; ${skipped.length} not played`}</h1>
<p>${matrix && held ? matrixBadge(matrix) : verdictBadge(held)}${skipped.length > 0 && html` ${badge('unsure', `! ${skipped.length} not played`)}`}</p>
${brokenOff !== undefined && html`<pre class="bad">${brokenOff}</pre>`}
<dl class="facts"><dt>command</dt><dd><code>${run.command}</code></dd>
<dt>app</dt><dd>${run.app === '' ? 'the made-up shop' : html`<code>${run.app}</code>`}</dd>
<dt>played</dt><dd>${run.playedAt.slice(0, 16).replace('T', ' ')} UTC, in ${duration(run.tookSeconds * 1000)}${skipped.length > 0 && `; ${skipped.length} not played`}</dd></dl>
${conclusions.map((each) => html`<p>${badge('unsure', '! to know')} ${each}</p>`)}
${madeUp.length > 0 && more('What was made up, because no file says it', html`<ul>${madeUp.map((each) => html`<li>${each}</li>`)}</ul>`)}`;
}

function verdictOf({ rehearsals, held, brokenOff, matrix }: RunDocument, failed: number): string {
  if (brokenOff !== undefined) return 'The rehearsal could not continue';
  const [only] = rehearsals;
  if (matrix && !held) return 'The deployed stack contradicts the matrix';
  if (matrix) return matrixVerdict(matrix);
  if (rehearsals.length === 1 && only) return `${only.title}: ${held ? 'passed' : 'failed'}`;
  if (rehearsals.length === 0) return 'Nothing was played';
  if (rehearsals.every(({ findings }) => findings)) return dryRunsVerdict(rehearsals.length, failed);
  return held
    ? `All ${rehearsals.length} rehearsals passed`
    : `${failed} of ${rehearsals.length} rehearsals failed`;
}

function matrixVerdict(matrix: MatrixResult): string {
  const { unseen, byChance, all } = unseenIn(matrix);
  if (unseen === 0 && byChance === 0) return seenVerdict(matrix);
  if (unseen === 0)
    return `${byChance} of ${all} failures are rolled back only by chance at one step or more`;
  return `${unseen} of ${all} failures pass unseen at one step or more`;
}

function seenVerdict({ remarks }: MatrixResult): string {
  const has = (wanted: string) => remarks.some(({ verdict }) => verdict === wanted);
  if (has('in vain')) return 'Every failure is rolled back, but so is a cluster that has none';
  if (has('useless')) return 'Every failure is rolled back at every step, but not by each of your alarms';
  return remarks.length === 0
    ? 'Your alarms roll back every failure, at every step'
    : 'Every failure is rolled back at every step, but not all is well with your alarms';
}

function matrixBadge(matrix: MatrixResult): Html {
  const { unseen } = unseenIn(matrix);
  if (unseen > 0) return badge('unsure', '! alarms are missing');
  return matrix.remarks.length === 0 ? verdictBadge(true) : badge('unsure', '! correct your alarms');
}

function dryRunsVerdict(all: number, failed: number): string {
  return failed === 0
    ? `All ${all} dry runs found what was expected`
    : `${failed} of ${all} dry runs found something else`;
}

function overview({ rehearsals, matrix }: RunDocument): Html {
  const title = matrix ? 'Cells played with the deployed stack' : 'What was played';
  return html`<h2 class="apart">${title}</h2>
${overviewTable(rehearsals, title)}`;
}

function overviewTable(rehearsals: RunDocument['rehearsals'], title: string): Html {
  return table(
    title,
    [
      { head: 'rehearsal' },
      { head: 'verdict' },
      { head: 'what happens', kind: 'wide' },
      { head: 'rehearsed' },
    ],
    rehearsals.map(({ title, held, about, from, until }, i) => [
      html`<a href="#r${i + 1}">${title}</a>`,
      verdictBadge(held),
      about,
      duration(Date.parse(until) - Date.parse(from)),
    ]),
  );
}
