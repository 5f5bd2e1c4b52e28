/**
 * A run as CI servers read test results: a case for each rehearsal, and one for the run as a whole. Valid by the XSD of Ant's
 * JUnit task, the strictest of those in use, and by Jenkins' junit-10.xsd.
 */
import { XMLBuilder } from 'fast-xml-parser';
import { percent } from '../../rehearsal/text/numbers.ts';
import type { CheckResult, MatrixResult, RunDocument } from './document.ts';
import { isUnseen, wrongIn } from './matrix.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
  suppressBooleanAttributes: false,
});

interface Case {
  readonly product: string;
  readonly title: string;
  readonly seconds: number;
  /** Left out: it held. */
  readonly result?: { readonly failure: object } | { readonly error: object } | { readonly skipped: object };
}

export function junitText(run: RunDocument): string {
  const cases = [...playedCases(run), ...alarmCases(run), ...skippedCases(run), ...wholeCases(run)];
  const count = (kind: string) => cases.filter(({ result }) => result && kind in result).length;
  const suite = {
    '@id': '0',
    '@package': 'kops-cutover',
    '@name': 'rehearsal',
    '@timestamp': run.playedAt.slice(0, 19),
    '@hostname': 'localhost',
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    '@time': run.tookSeconds.toFixed(3),
    properties: { property: [{ '@name': 'command', '@value': valid(run.command) }] },
    testcase: cases.map(({ product, title, seconds, result }) => ({
      '@classname': `rehearsal.${product}`,
      '@name': valid(title),
      '@time': seconds.toFixed(3),
      ...result,
    })),
    'system-out': '',
    'system-err': '',
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: [suite] } })}`;
}

function playedCases({ rehearsals }: RunDocument): readonly Case[] {
  return rehearsals.map(({ product, title, tookSeconds, checks, again }) => ({
    product,
    title,
    seconds: tookSeconds,
    ...failureOf(checks, `Play it again: ${again}`),
  }));
}

/** With `--strict`: each failure, and each alarm that is useless or fires in vain. */
function alarmCases({ matrix }: RunDocument): readonly Case[] {
  if (!matrix?.strict) return [];
  const alarms = { product: 'alarms', seconds: 0 };
  return [
    ...matrix.failures.map((each) => ({ ...alarms, title: each.failure, ...unseenAt(each) })),
    ...wrongIn(matrix)
      .filter(({ verdict }) => verdict !== 'unseen')
      .map(({ verdict, text }) => ({ ...alarms, title: `${verdict} ${text}`, ...failing(verdict, text) })),
  ];
}

function unseenAt({ failure, cells }: MatrixResult['failures'][number]): Pick<Case, 'result'> {
  const at = cells.filter(isUnseen).map((cell) => percent(cell.percent));
  return at.length === 0 ? {} : failing('unseen', `No alarm rolls back at ${at.join(', ')}: ${failure}`);
}

function failing(verdict: string, text: string): Pick<Case, 'result'> {
  const message = valid(text);
  return { result: { failure: { '@type': valid(verdict), '@message': message, '#text': message } } };
}

function skippedCases({ skipped }: RunDocument): readonly Case[] {
  return skipped.map(({ product, title, why }) => ({
    product,
    title,
    seconds: 0,
    result: { skipped: { '@message': valid(why) } },
  }));
}

/** What concerns no rehearsal alone. */
function wholeCases({ checks, brokenOff }: RunDocument): readonly Case[] {
  const whole = { product: 'run', title: 'the run as a whole', seconds: 0 };
  if (brokenOff !== undefined) {
    const message = valid(brokenOff);
    const error = { '@type': 'BrokenOff', '@message': message.split('\n')[0], '#text': message };
    return [{ ...whole, result: { error } }];
  }
  return checks.length === 0 ? [] : [{ ...whole, ...failureOf(checks, '') }];
}

function failureOf(checks: readonly CheckResult[], toDo: string): Pick<Case, 'result'> {
  const failed = checks.filter(({ contradictions }) => contradictions.length > 0);
  if (failed.length === 0) return {};
  const lines = failed.flatMap(({ claim, contradictions }) => [
    claim,
    ...contradictions.map((each) => `  ${each}`),
  ]);
  const failure = {
    '@type': 'CheckFailed',
    '@message': valid(failed.map(({ claim }) => claim).join('; ')),
    '#text': valid([...lines, toDo].join('\n').trimEnd()),
  };
  return { result: { failure } };
}

/** XML has no room for these characters, not even escaped. */
function valid(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
}
