import { badge } from '../page/badge.ts';
import { type Html, html } from '../page/html.ts';
import { more } from '../page/table.ts';
import type { CheckResult } from './document.ts';

export function verdictBadge(held: boolean, words = held ? 'passed' : 'failed'): Html {
  return badge(held ? 'good' : 'bad', `${held ? '✓' : '✗'} ${words}`);
}

/** Those that failed first, with what contradicts them. */
export function checksSection(checks: readonly CheckResult[]): Html {
  const failed = checks.filter(({ contradictions }) => contradictions.length > 0);
  const held = checks.filter(({ contradictions }) => contradictions.length === 0);
  const list = html`<ul class="checks">${held.map(checkItem)}</ul>`;
  return html`<h3>Checks</h3>
${failed.length > 0 && html`<ul class="checks">${failed.map(checkItem)}</ul>`}
${held.length > 0 && (failed.length > 0 ? more(`${held.length} checks held`, list) : list)}`;
}

function checkItem({ claim, contradictions }: CheckResult): Html {
  const isHeld = contradictions.length === 0;
  const mark = html`<span class="mark ${isHeld ? 'good' : 'bad'}">${isHeld ? '✓' : '✗'}</span>`;
  const against = html`<ul>${contradictions.map((each) => html`<li>${each}</li>`)}</ul>`;
  return html`<li>${mark}${!isHeld && html`<strong>Failed: </strong>`}${claim}${!isHeld && against}</li>
`;
}
