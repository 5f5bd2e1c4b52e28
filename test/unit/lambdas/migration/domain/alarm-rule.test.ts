import { isDeepStrictEqual } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AtLeastThreshold,
  AlarmRule as CdkRule,
  AlarmState as CdkState,
  type IAlarm,
  type IAlarmRule,
} from 'aws-cdk-lib/aws-cloudwatch';
import fc from 'fast-check';
import { alarmsIn, canBeTrue, parseAlarmRule } from '../../../../../lambdas/migration/domain/alarm-rule.ts';
import { cases } from '../../../../support/cases.ts';
import { NO_RULES, RULE_FORMS } from '../../../../support/migration/alarm-rule-forms.ts';

const parsed = (text: string) => {
  const rule = parseAlarmRule(text);
  if (!rule.known) throw new Error(`${text}: ${rule.why}`);
  return rule.value;
};

describe('The rule of a composite alarm', () => {
  it.each(RULE_FORMS)('$rule rests on $alarms ($source)', ({ rule, alarms }) => {
    expect(alarmsIn(parsed(rule))).toEqual(alarms);
  });

  it.each(NO_RULES)('stops in $rule: $why', ({ rule, why }) => {
    expect(parseAlarmRule(rule)).toEqual({ known: false, why });
  });

  it('binds NOT before AND before OR', () => {
    expect(parsed('ALARM(a) OR NOT OK(b) AND TRUE')).toEqual({
      kind: 'or',
      of: [
        { kind: 'state', state: 'ALARM', alarm: 'a' },
        {
          kind: 'and',
          of: [
            { kind: 'not', of: { kind: 'state', state: 'OK', alarm: 'b' } },
            { kind: 'constant', value: true },
          ],
        },
      ],
    });
    expect(parsed('AT_LEAST(60%, NOT OK, (a, b))')).toEqual({
      kind: 'at-least',
      threshold: 60,
      unit: 'percent',
      negated: true,
      state: 'OK',
      alarms: ['a', 'b'],
    });
  });

  it.each<[boolean, string]>([
    [true, 'ALARM(a)'],
    [true, 'TRUE'],
    [false, 'FALSE'],
    [false, 'NOT TRUE'],
    [true, 'NOT ALARM(a)'],
    [false, 'ALARM(a) AND FALSE'],
    [true, 'ALARM(a) OR FALSE'],
    [false, 'NOT (ALARM(a) OR TRUE)'],
    [true, 'NOT (ALARM(a) AND TRUE)'],
    [true, 'AT_LEAST(2, ALARM, (a, b))'],
    [false, 'AT_LEAST(3, ALARM, (a, b))'],
    [true, 'AT_LEAST(100%, ALARM, (a, b))'],
    [false, 'AT_LEAST(101%, ALARM, (a, b))'],
    [false, 'NOT AT_LEAST(0, ALARM, (a, b))'],
  ])('may be true: %s for %s', (possible, rule) => {
    expect(canBeTrue(parsed(rule))).toBe(possible);
  });
});

/** What CloudWatch takes for a name: 1 to 255 characters of UTF-8, none of them a control character. */
const anyName = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((name) => !/[\p{Cc}\p{Cs}]/u.test(name) && !name.startsWith('arn:'));
const anyCase = (word: string) => fc.constantFrom(word, word.toLowerCase());
const space = fc.constantFrom('', ' ', '\n', ' \t ');

/** A way to write the name in a rule. */
const written = (name: string) => {
  const quoted = `"${name.replace(/["\\]/g, '\\$&')}"`;
  return /^[^ \t\r\n(),"][^ \t\r\n(),]*$/.test(name) ? fc.constantFrom(name, quoted) : fc.constant(quoted);
};

describe('Every name', () => {
  it('that CloudWatch takes is read back, bare or quoted', () => {
    fc.assert(
      fc.property(
        anyName.chain((name) => fc.tuple(fc.constant(name), written(name))),
        anyCase('ALARM'),
        space,
        ([name, text], word, gap) => {
          const read = alarmsIn(parsed(`${gap}${word}${gap}(${gap}${text}${gap})${gap}`));
          return read.length === 1 && read[0] === name;
        },
      ),
      { numRuns: cases(10_000) },
    );
  });
});

/** A rule of CDK, and the alarms that were put into it, in their order. */
interface Made {
  readonly rule: IAlarmRule;
  readonly alarms: readonly string[];
}

describe('Every rule that CDK renders', () => {
  const stack = new Stack(new App(), 'Alarms', { env: { account: '111122223333', region: 'us-west-1' } });
  // CDK writes names as they are, so CloudWatch refuses its rules with a quote or an escape in one.
  const names = fc.sample(
    anyName.filter((name) => !/["\\]/.test(name)),
    { numRuns: 60, seed: 13 },
  );
  const pool = [...new Set(names)].map((name, i) => ({
    name,
    alarm: Alarm.fromAlarmArn(stack, `A${i}`, `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${name}`),
  }));

  const states = fc.constantFrom(CdkState.ALARM, CdkState.OK, CdkState.INSUFFICIENT_DATA);
  const some = fc.array(fc.constantFrom(...pool), { minLength: 1, maxLength: 5 });
  const atLeast = fc
    .tuple(some, states, fc.boolean(), fc.integer({ min: 1, max: 100 }), fc.boolean())
    .map(([chosen, state, negated, threshold, percent]) => {
      const made = percent
        ? AtLeastThreshold.percentage(threshold)
        : AtLeastThreshold.count(1 + (threshold % chosen.length));
      const operands: IAlarm[] = chosen.map(({ alarm }) => alarm);
      const render = negated ? CdkRule.atLeastNot : CdkRule.atLeast;
      return {
        rule: render.call(CdkRule, state, { operands, threshold: made }),
        alarms: chosen.map(({ name }) => name),
      };
    });
  const fromAlarm = fc.tuple(fc.constantFrom(...pool), states).map(
    ([{ name, alarm }, state]): Made => ({
      rule: CdkRule.fromAlarm(alarm, state),
      alarms: [name],
    }),
  );
  const itself = fc.constantFrom(...pool).map(({ name, alarm }): Made => ({ rule: alarm, alarms: [name] }));
  const constant = fc.boolean().map((value): Made => ({ rule: CdkRule.fromBoolean(value), alarms: [] }));
  const byHand = fc
    .constantFrom(...RULE_FORMS)
    .map(({ rule, alarms }): Made => ({ rule: CdkRule.fromString(`(${rule})`), alarms }));

  const { tree } = fc.letrec<{ tree: Made; leaf: Made; joined: Made; not: Made }>((tie) => ({
    leaf: fc.oneof(itself, fromAlarm, atLeast, constant, byHand),
    joined: fc
      .tuple(fc.array(tie('tree'), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([parts, all]) => ({
        rule: (all ? CdkRule.allOf : CdkRule.anyOf).apply(
          CdkRule,
          parts.map(({ rule }) => rule),
        ),
        alarms: parts.flatMap(({ alarms }) => alarms),
      })),
    not: tie('tree').map(({ rule, alarms }) => ({ rule: CdkRule.not(rule), alarms })),
    tree: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('leaf'), tie('joined'), tie('not')),
  }));

  it('rests on exactly the alarms that were put into it', () => {
    fc.assert(
      fc.property(tree, ({ rule, alarms }) => {
        const read = alarmsIn(parsed(rule.renderAlarmRule()));
        return isDeepStrictEqual(read, [...new Set(alarms)]);
      }),
      { numRuns: cases(10_000) },
    );
  });
});
