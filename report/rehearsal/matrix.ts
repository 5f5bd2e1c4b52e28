/** Which alarm rolls back which failure, at which step. */
import { duration, fromTo, grouped, percent } from '../../rehearsal/text/numbers.ts';
import { type Html, html } from '../page/html.ts';
import { scrolled } from '../page/table.ts';
import { clock } from '../page/time.ts';
import type { MatrixCell, MatrixDraws, MatrixResult } from './document.ts';

export function matrixSection({ part, at, steps, failures, remarks }: MatrixResult): Html {
  const title = 'Which alarm rolls back which failure, at which share of the cluster';
  const heads = steps.map((step) => html`<th scope="col">${percent(step)}</th>`);
  const rows = failures.map(
    ({ failure, cells }) => html`<tr><th scope="row">${failure}</th>${cells.map(cellOf)}</tr>
`,
  );
  return html`<section class="rehearsal" id="matrix"><h2>What fails, and who sees it</h2>
<p>${percent(part * 100)} of the cluster's requests fail, in one way at a time, from ${clock(Date.parse(at))} UTC on. That lasts as long as the step's soak, but a day at most. The rollback itself comes after the alarm.</p>
${remarks.length > 0 ? html`<ul class="checks">${remarks.map(({ verdict, text }) => html`<li><span class="mark bad">!</span><strong>${verdict}</strong>: ${text}</li>`)}</ul>` : html`<p>${'Every failure is rolled back at every step, and every alarm fires for one.'}</p>`}
${scrolled(
  title,
  html`<table class="matrix"><caption>${title}</caption><thead><tr><th scope="col">what fails</th>${heads}</tr></thead><tbody>
${rows}</tbody></table>`,
)}
</section>`;
}

function cellOf(cell: MatrixCell): Html {
  const { alarm, seconds, harmed, draws } = cell;
  if (draws) return drawnCell(draws);
  const after = inTime(seconds);
  return alarm === undefined
    ? html`<td class="out"><span class="bad">✗ not at all</span><small>${grouped(harmed)} requests in ${after}</small></td>`
    : html`<td><span class="good">✓ after ${after}</span><small>${alarm}</small><small>${grouped(harmed)} requests by then</small></td>`;
}

/** One number would be more than is known. */
function drawnCell({ of, fired, alarms, seconds, harmed }: MatrixDraws): Html {
  const when = fromTo(seconds, inTime);
  const requests = `${fromTo(harmed, grouped)} requests by then`;
  const verdict =
    fired < of
      ? html`<span class="unsure">~ in ${fired} of ${of} draws</span><small>after ${when}</small>`
      : html`<span class="good">✓ after ${when}</span>`;
  return html`<td>${verdict}<small>${alarms.join(' or ')}</small><small>${requests}</small></td>`;
}

/** A soak of a day is no `1 d 0 h`. */
function inTime(seconds: number): string {
  return duration(seconds * 1000).replace(/ 0 \w+$/, '');
}

const WRONG: readonly string[] = ['unseen', 'useless', 'in vain'];

/** What fails a run with `--strict`: the rest is chance, or unknown. */
export function wrongIn({ remarks }: Pick<MatrixResult, 'remarks'>): MatrixResult['remarks'] {
  return remarks.filter(({ verdict }) => WRONG.includes(verdict));
}

/** Whether no alarm rolls it back. */
export function isUnseen({ alarm, draws }: MatrixCell): boolean {
  return alarm === undefined && draws === undefined;
}

/** Failures that no alarm rolls back, at some step or at each, and those that one rolls back by chance, of all. */
export function unseenIn({ failures }: MatrixResult): {
  readonly unseen: number;
  readonly byChance: number;
  readonly all: number;
} {
  const isByChance = ({ draws }: MatrixCell) => draws !== undefined && draws.fired < draws.of;
  const count = (is: (cell: MatrixCell) => boolean) => failures.filter(({ cells }) => cells.some(is)).length;
  return { unseen: count(isUnseen), byChance: count(isByChance), all: failures.length };
}
