import jsonata from 'jsonata';
import { DECIDE_MASTERS, REPLACE_MASTER, ROLL_MASTERS } from '../../lambdas/masters/contract/states.ts';
import { ERRORS } from '../../lambdas/migration/contract/errors.ts';
import { HOOKS } from '../../lambdas/migration/contract/hooks.ts';
import { DECIDE, DRILL, MIGRATE, ROLL_BACK } from '../../lambdas/migration/contract/states.ts';
import { LAMBDA_TRANSIENT } from '../../lambdas/shared/contract/errors.ts';
import {
  allStates,
  type Definition,
  definitionOf,
  edgesOf,
  expressionsOf,
  reachable,
} from './support/definition.ts';
import { definition, MACHINES, subject } from './support/machines.ts';
import { checkedShopTemplate } from './support/shop-templates.ts';
import { errorsIn } from './support/validators.ts';

const errors = errorsIn(Object.fromEntries(MACHINES.map((machine) => [machine, definition(machine)])));

it('are all machines of both stacks', () => {
  expect([...MACHINES].sort()).toEqual([
    'Decide',
    'Decide of masters',
    'Drill',
    'Migrate',
    'ReplaceMaster of masters',
    'RollBack',
    'RollMasters of masters',
  ]);
});

describe.each(MACHINES)('%s', (machine) => {
  const states = allStates(definition(machine));

  it('is a Standard machine in JSONata with an explanation', () => {
    const { owner, kind, template } = subject(machine);
    const found = template
      .resources('AWS::StepFunctions::StateMachine')
      .find(({ Properties }) => Properties.StateMachineName === `${owner}-${kind}`);
    expect(found).toBeDefined();
    expect(found?.Properties.StateMachineType ?? 'STANDARD').toBe('STANDARD');
    expect(definition(machine)).toMatchObject({
      QueryLanguage: 'JSONata',
      Comment: expect.stringMatching(/\w+ \w+/),
    });
  });

  it.each(states)('%s says what it is for, in a sentence', (_name, state) => {
    expect(state.Comment).toMatch(/^\p{Lu}.+ .+ .+[.]$/u);
  });

  it('has every name once, in branches too', () => {
    const names = states.map(([name]) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('has no state that nothing leads to', () => {
    const branches = states.flatMap(([, { Branches = [] }]) => Branches.map(({ StartAt }) => StartAt));
    const edges = edgesOf(definition(machine));
    const reached = [definition(machine).StartAt, ...branches].flatMap((start) => [
      ...reachable(start, edges),
    ]);
    expect(new Set(reached)).toEqual(new Set(states.map(([name]) => name)));
  });

  describe('keeps to the constructs that mean the same everywhere', () => {
    const RESOURCES = [
      'arn:aws:states:::lambda:invoke',
      'arn:aws:states:::lambda:invoke.waitForTaskToken',
      'arn:aws:states:::states:startExecution',
      'arn:aws:states:::sns:publish',
    ];
    const FIELDS: Readonly<Record<string, readonly string[]>> = {
      Task: [
        'Resource',
        'Arguments',
        'Output',
        'Assign',
        'TimeoutSeconds',
        'HeartbeatSeconds',
        'Retry',
        'Catch',
        'Next',
        'End',
      ],
      Pass: ['Output', 'Assign', 'Next', 'End'],
      Choice: ['Choices', 'Default', 'Assign'],
      Wait: ['Timestamp', 'Seconds', 'Next'],
      Parallel: ['Branches', 'Next'],
      Fail: ['Error', 'Cause'],
      Succeed: [],
    };

    it.each(states)('%s', (_name, state) => {
      const common = ['Type', 'Comment', 'QueryLanguage'];
      const fields = Object.keys(state).filter((field) => !common.includes(field));
      expect(state.QueryLanguage ?? 'JSONata').toBe('JSONata');
      expect(FIELDS[state.Type]).toEqual(expect.arrayContaining(fields));
      if (state.Type !== 'Task') return;
      expect(RESOURCES).toContain(state.Resource);
      // A soak is as long as its variable says, and a hold that waits on has what is left.
      if (!/^(Soak .*|WaitForDrain|HoldForDecision)$/.test(_name))
        expect(typeof state.TimeoutSeconds).toBe('number');
      for (const retrier of state.Retry ?? []) {
        const known = ['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'JitterStrategy'];
        expect(known).toEqual(expect.arrayContaining(Object.keys(retrier)));
      }
    });

    it.each(expressionsOf(definition(machine)))('$path', ({ expression }) => {
      // `??` and `?:` are not in the JSONata that Step Functions has; `$now` and `$millis` are another clock.
      expect(expression).not.toMatch(/\?\?|\?:|\$eval\b|\$now\b|\$millis\b|\$random\b|\$uuid\b|\$parse\b/);
      expect(() => jsonata(expression)).not.toThrow();
    });

    it('uses only variables that are assigned somewhere, and functions of JSONata', () => {
      const assigned = new Set(states.flatMap(([, state]) => assignmentsOf(state).flatMap(Object.keys)));
      const functions = ['exists', 'not', 'join', 'sort', 'count', 'merge', 'replace', 'string'];
      const ofTexts = ['contains', 'length', 'match', 'substring', 'substringBefore'];
      const ofNumbers = ['floor', 'power', 'max', 'min', 'ceil', 'toMillis', 'fromMillis'];
      const known = new Set([...assigned, ...functions, ...ofTexts, ...ofNumbers, 'states']);
      const unknown = expressionsOf(definition(machine)).flatMap(({ expression }) => {
        const bare = expression.replace(/'[^']*'|"[^"]*"/g, '');
        const local = [...bare.matchAll(/\$(\w+) := /g)].map(([, name]) => name);
        const used = [...bare.matchAll(/\$(\w+)/g)].map(([, name = '']) => name);
        return used.filter((name) => !known.has(name) && !local.includes(name));
      });
      expect(unknown).toEqual([]);
    });

    it('assigns no variable from another that the same state assigns', () => {
      const fromOthers = states.flatMap(([, state]) =>
        assignmentsOf(state).flatMap((assign) =>
          Object.entries(assign).flatMap(([name, value]) => {
            const text = JSON.stringify(value);
            const others = Object.keys(assign).filter((other) => other !== name);
            return others
              .filter((other) => new RegExp(`\\$${other}\\b`).test(text))
              .map((other) => `${name} from ${other}`);
          }),
        ),
      );
      expect(fromOthers).toEqual([]);
    });
  });

  it('tries again only what is listed as transient', () => {
    const listed: string[] = [...LAMBDA_TRANSIENT, ERRORS.transient, ERRORS.notInSync];
    // A rollback and a replacement may be repeated whatever became of the try before.
    const unanswered = ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.ExitError', 'States.Timeout'];
    const more: Readonly<Record<string, readonly string[]>> = {
      RollBack: unanswered,
      Drill: [ERRORS.rollBackFirst],
      'ReplaceMaster of masters': unanswered,
      'RollMasters of masters': unanswered,
    };
    const allowed = [...listed, ...(more[machine] ?? [])];
    for (const [, { Retry = [] }] of states) {
      for (const { ErrorEquals } of Retry) expect(allowed).toEqual(expect.arrayContaining([...ErrorEquals]));
    }
  });

  it('tries every function again after what is transient', () => {
    for (const [name, { Resource = '', Retry = [] }] of states) {
      if (!Resource.includes(':lambda:invoke')) continue;
      const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect({ name, retried }).toEqual({
        name,
        retried: expect.arrayContaining([...LAMBDA_TRANSIENT, ERRORS.transient]),
      });
    }
  });

  it('tries a function again that has lost its network because nobody invoked it for weeks', () => {
    const refusals = ['Lambda.ResourceNotReadyException', 'Lambda.ResourceConflictException'];
    for (const [name, { Resource = '', Retry = [] }] of states) {
      if (!Resource.includes(':lambda:invoke')) continue;
      const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
      expect({ name, retried }).toEqual({ name, retried: expect.arrayContaining(refusals) });
    }
  });

  it.each(['asl-validator', 'statelint'] as const)('is a definition in the eyes of %s', (validator) => {
    expect(errors(validator, machine)).toEqual([]);
  });
});

const { afterRollback, ...MIGRATE_HOOKS } = HOOKS;
/** Of a soak there is one for each step, of probing one for each subnet. */
const namesIn = (of: Definition) => allStates(of).map(([name]) => name.split(' ')[0]);

describe('the states', () => {
  it.each([
    ['Drill', DRILL],
    ['Decide', DECIDE],
    ['ReplaceMaster of masters', REPLACE_MASTER],
    ['RollMasters of masters', ROLL_MASTERS],
    ['Decide of masters', DECIDE_MASTERS],
  ] as const)('of %s have the names of the contract', (machine, contract) => {
    expect(namesIn(definition(machine))).toEqual(expect.arrayContaining(Object.values(contract)));
  });

  it.each([
    ['Migrate', { ...MIGRATE, ...MIGRATE_HOOKS }],
    ['RollBack', { ...ROLL_BACK, afterRollback }],
  ] as const)('of %s have them, with everything that may be configured', (machine, contract) => {
    const whole = definitionOf(checkedShopTemplate(), machine);
    expect(namesIn(whole)).toEqual(expect.arrayContaining(Object.values(contract)));
  });
});

describe('the time-outs', () => {
  const invocations = MACHINES.flatMap((machine) =>
    allStates(definition(machine))
      .filter(([, { Resource = '' }]) => Resource.endsWith(':lambda:invoke'))
      .map(([name, { TimeoutSeconds }]) => ({ machine, name, TimeoutSeconds })),
  );

  it.each(invocations)('of $name leaves the function’s own time', ({ machine, name, TimeoutSeconds = 0 }) => {
    const { owner, template } = subject(machine);
    const found = template
      .resources('AWS::Lambda::Function')
      .find(
        ({ Properties }) =>
          Properties.FunctionName ===
          `${owner}-${name.replace(/ (again|early|in the \w+)$/, '').replace(' ', '')}`,
      );
    expect(TimeoutSeconds).toBeGreaterThan(Number(found?.Properties.Timeout));
  });

  it('of Migrate is longer than everything that the shop allows, and shorter than a year', () => {
    const soaks = (12 + 24 + 36 + 48 + 48) * 3600;
    const { TimeoutSeconds = 0 } = definition('Migrate');
    expect(TimeoutSeconds).toBeGreaterThan(2 * soaks);
    expect(TimeoutSeconds).toBeLessThanOrEqual(365 * 24 * 3600);
  });
});

function assignmentsOf(state: ReturnType<typeof allStates>[number][1]): Readonly<Record<string, unknown>>[] {
  const { Assign, Choices = [], Catch = [] } = state;
  return [Assign, ...Choices.map((rule) => rule.Assign), ...Catch.map((catcher) => catcher.Assign)].filter(
    (assign) => assign !== undefined,
  );
}
