import type { AlarmState } from '../../../../rehearsal/world/alarm-rules.ts';
import { readCompositeRule } from '../../../../rehearsal/world/composite-rule.ts';

const STATES: Readonly<Record<string, AlarmState>> = {
  fires: 'ALARM',
  'fires too': 'ALARM',
  fine: 'OK',
  'fine (too)': 'OK',
  blind: 'INSUFFICIENT_DATA',
  OR: 'ALARM',
};
const stateOf = (name: string): AlarmState => {
  const state = STATES[name];
  if (!state) throw new Error(`no alarm ${name}`);
  return state;
};

it.each([
  ['ALARM(fires)', true],
  ['ALARM(fine)', false],
  ['OK("fine")', true],
  ['INSUFFICIENT_DATA(blind)', true],
  ['NOT ALARM(fine)', true],
  ['NOT NOT ALARM(fine)', false],
  ['TRUE', true],
  ['false', false],
  ['ALARM(fires) AND OK(blind)', false],
  ['ALARM(fires) OR OK(blind)', true],
  // AND binds before OR, NOT before both.
  ['ALARM(fires) OR ALARM(fine) AND ALARM(fine)', true],
  ['(ALARM(fires) OR ALARM(fine)) AND ALARM(fine)', false],
  ['NOT ALARM(fine) AND ALARM(fine)', false],
  ['NOT (ALARM(fine) AND ALARM(fine))', true],
  ['ALARM("fires too") AND OK("fine (too)")', true],
  ['ALARM(OR) and not FALSE', true],
  ['ALARM("arn:aws:cloudwatch:us-west-1:111122223333:alarm:fires too")', true],
  ['AT_LEAST(2, ALARM, (fires, fine, "fires too"))', true],
  ['AT_LEAST(3, ALARM, (fires, fine, "fires too"))', false],
  ['AT_LEAST(50%, OK, (fires, fine))', true],
  ['AT_LEAST(51%, OK, (fires, fine))', false],
  ['AT_LEAST(2, NOT OK, (fires, fine, blind))', true],
])('%s is %s', (rule, expected) => expect(readCompositeRule(rule).isTrue(stateOf)).toBe(expected));

it('names what it rests on, each once', () => {
  const { children } = readCompositeRule('ALARM(a) AND (OK("b c") OR ALARM(a)) OR AT_LEAST(1, OK, (d, a))');
  expect(children).toEqual(['a', 'b c', 'd']);
});

it.each([
  ['', 'the end where a state'],
  ['ALARM(a) ALARM(b)', '"ALARM" after character 8 where AND, OR or the end belongs'],
  ['ALARM a', '"a" after character 5 where "(" belongs'],
  ['ALARM()', "where an alarm's name belongs"],
  ['ALARM(a', 'the end where ")" belongs'],
  ['"TRUE"', '"TRUE" after character 0 where a state'],
  ['ALERT(a)', '"ALERT" after character 0 where a state'],
  ['ALARM("a)', 'a quote that is not closed, after character 6'],
  ['AT_LEAST(x, ALARM, (a))', 'where a number or a percentage belongs'],
])('does not read %s', (rule, why) => expect(() => readCompositeRule(rule)).toThrow(why));
