/** Findings of checks, as the readiness report and a dry run have them. */
import { type Content, type Html, html } from './html.ts';
import type { Runbook } from './runbook.ts';
import { more, table } from './table.ts';

export interface Finding {
  readonly level: string;
  readonly check: string;
  readonly code: string;
  readonly subject: string;
  readonly seen: string;
  readonly why: string;
  readonly toDo: string;
  readonly accepted?: { readonly reason: string; readonly until: string } | undefined;
}

const LEVELS = ['fail', 'unknown', 'warn', 'pass'];
const MARKS: Readonly<Record<string, string>> = { fail: '✗', unknown: '?', warn: '!', pass: '✓' };
const TONES: Readonly<Record<string, string>> = { fail: 'bad', unknown: 'bad', warn: 'unsure', pass: 'good' };

/** What blocks first; what is in order can be unfolded. */
export function findingsList(findings: readonly Finding[], runbook: Runbook): Html {
  const sorted = findings.toSorted((one, other) => rank(one) - rank(other));
  const passed = sorted.filter(({ level }) => level === 'pass');
  const others = sorted.filter(({ level }) => level !== 'pass');
  return html`${others.length > 0 && html`<ul class="checks">${others.map((each) => findingItem(each, runbook))}</ul>`}
${passed.length > 0 && more(`${passed.length} in order`, passedTable(passed))}`;
}

/** How many of which level: `2 fail, 1 warn, 124 pass`. */
export function countsOf(findings: readonly Finding[]): string {
  const counts = LEVELS.map(
    (level) => [level, findings.filter((each) => each.level === level).length] as const,
  );
  return counts.flatMap(([level, n]) => (n > 0 ? [`${n} ${level}`] : [])).join(', ') || 'none';
}

function findingItem(
  { level, check, code, subject, seen, why, toDo, accepted }: Finding,
  runbook: Runbook,
): Html {
  return html`<li><span class="mark ${TONES[level] ?? 'bad'}">${MARKS[level] ?? '?'}</span><strong>${level}</strong> ${subject} <span class="quiet">${runbook.link(check) ?? check} <code>${code}</code></span>
<p>${sentence(seen)} ${sentence(why)}</p>
${toDo !== '' && html`<p><strong>To do:</strong> ${toDo}</p>`}
${accepted && html`<p class="quiet">Accepted until ${accepted.until}: ${accepted.reason}</p>`}</li>
`;
}

function passedTable(findings: readonly Finding[]): Content {
  return table(
    'What is in order',
    [{ head: 'check' }, { head: 'of' }, { head: 'seen', kind: 'wide' }],
    findings.map(({ check, subject, seen }) => [check, subject, seen]),
  );
}

function rank({ level }: Finding): number {
  return LEVELS.indexOf(level);
}

/** What somebody else has said need not end as a sentence does. */
function sentence(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
