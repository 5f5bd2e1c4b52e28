import type { Concurrency } from '../../../../../../lambdas/migration/ports/function-limits.ts';
import type { EventRule } from '../../../../../../lambdas/migration/ports/rules.ts';
import { verifyRollBack } from '../../../../../../lambdas/migration/preflight/verify-roll-back/verify-roll-back.ts';

const ALARMS = ['errors', 'latency'].map((name) => ({
  name,
  arn: `arn:aws:cloudwatch:us-west-1:111122223333:alarm:${name}`,
}));
const machine = (name: string) => `arn:aws:states:us-west-1:111122223333:stateMachine:shop-${name}`;
const STARTS = { alarms: ALARMS, machines: { migrate: machine('Migrate'), rollBack: machine('RollBack') } };

const rule = (name: string, pattern: object, isEnabled = true): EventRule => ({
  name,
  isEnabled,
  pattern: JSON.stringify(pattern),
});
/** As the stack makes them. */
const ofAlarms = (arns: readonly (string | undefined)[], value: readonly unknown[] = ['ALARM']) =>
  rule('Shop-Alarms', {
    source: ['aws.cloudwatch'],
    'detail-type': ['CloudWatch Alarm State Change'],
    resources: arns,
    detail: { state: { value } },
  });
const endOf = (
  name: string,
  {
    of = name,
    status = ['ABORTED', 'TIMED_OUT', 'FAILED'],
  }: { of?: string; status?: readonly string[] } = {},
) =>
  rule(`Shop-${name}Ended`, {
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: { stateMachineArn: [machine(of)], status },
  });
const RULES = {
  alarms: ofAlarms(ALARMS.map(({ arn }) => arn)),
  ended: endOf('Migrate'),
  rollBackEnded: endOf('RollBack'),
};
const ENOUGH: Concurrency = { all: 1000, unreserved: 900 };

function verify(
  rules: Readonly<Record<string, EventRule>> | Error,
  concurrency: Concurrency | Error = ENOUGH,
) {
  return verifyRollBack(STARTS, {
    rules: {
      sendingTo: async (target) => {
        expect(target).toBe(machine('RollBack'));
        if (rules instanceof Error) throw rules;
        return Object.values(rules);
      },
    },
    limits: {
      concurrency: async () => {
        if (concurrency instanceof Error) throw concurrency;
        return concurrency;
      },
    },
  });
}

/** Findings as `level subject code`. */
async function found(
  rules: Readonly<Record<string, EventRule>> | Error = RULES,
  concurrency?: Concurrency | Error,
): Promise<readonly string[]> {
  const { findings } = await verify(rules, concurrency);
  return findings.map(({ level, subject, code }) => `${level} ${subject} ${code}`);
}

const CAN_RUN = 'pass Lambda lambda-limit-sufficient';
const STARTED = 'pass RollBack rules-enabled';

it('A rollback is started by enabled rules, for each alarm and the ends of both machines', async () => {
  expect(await found()).toEqual([STARTED, CAN_RUN]);
});

it.each(Object.keys(RULES) as (keyof typeof RULES)[])('A rule that is disabled fails: %s', async (which) => {
  const off = { ...RULES[which], isEnabled: false };
  expect(await found({ ...RULES, [which]: off })).toEqual([`fail ${off.name} rule-disabled`, CAN_RUN]);
});

it.each<[string, Partial<typeof RULES>, string[]]>([
  ['of the alarms', { alarms: ofAlarms([ALARMS[0]?.arn]) }, ['latency']],
  ['of alarms that are well again', { alarms: ofAlarms([ALARMS[0]?.arn], ['OK']) }, ['errors', 'latency']],
  [
    'that says otherwise which alarms',
    {
      alarms: ofAlarms(
        ALARMS.map(({ arn }) => arn),
        [{ prefix: 'ALARM' }],
      ),
    },
    ['errors', 'latency'],
  ],
  ['of the end of Migrate', { ended: endOf('Migrate', { of: 'Other' }) }, ['the end of shop-Migrate']],
  [
    'of some ends of Migrate',
    { ended: endOf('Migrate', { status: ['FAILED'] }) },
    ['the end of shop-Migrate'],
  ],
  [
    'that is a schedule',
    { rollBackEnded: { name: 'Every', isEnabled: true, pattern: '' } },
    ['the end of shop-RollBack'],
  ],
])('What no rule waits for fails, by a rule %s', async (_what, changed, subjects) => {
  expect(await found({ ...RULES, ...changed })).toEqual([
    ...subjects.map((subject) => `fail ${subject} rule-missing`),
    CAN_RUN,
  ]);
});

it('Of some ends the others are named', async () => {
  const rules = { ...RULES, ended: endOf('Migrate', { status: ['FAILED'] }) };
  const { findings } = await verify(rules);
  expect(findings[0]?.seen).toContain('an execution that ends as ABORTED, TIMED_OUT.');
});

it('A rule may ask for the account and the region', async () => {
  const { pattern, ...others } = RULES.alarms;
  const more = { account: ['111122223333'], region: ['us-west-1'] };
  const asks = { ...others, pattern: JSON.stringify({ ...JSON.parse(pattern), ...more }) };
  expect(await found({ ...RULES, alarms: asks })).toEqual([STARTED, CAN_RUN]);
});

it('Without any rule all of it fails', async () => {
  expect(await found({})).toHaveLength(4 + 1);
});

it('Rules that can’t be read fail: unknown is not good', async () => {
  expect(await found(new Error('denied'))).toEqual(['fail RollBack rules-unreadable', CAN_RUN]);
});

it.each([
  [{ all: 1000, unreserved: 101 }, CAN_RUN],
  [{ all: 1000, unreserved: 100 }, 'warn Lambda lambda-limit-low'],
  [{ all: 10, unreserved: 10 }, 'warn Lambda lambda-limit-low'],
  [new Error('denied'), 'warn Lambda lambda-limit-unreadable'],
])('A small limit of functions is a warning: %o', async (concurrency, expected) => {
  expect(await found(RULES, concurrency)).toEqual([STARTED, expected]);
});
