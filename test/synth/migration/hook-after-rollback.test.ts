import { shop } from '../../../bin/shop.ts';
import { StateError } from '../support/execution.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { statementsOf } from '../support/policies.ts';
import { fails } from '../support/shop-machines.ts';
import { payloadsOf, restored, run, type Script } from './support/scripted-run.ts';

const NOTIFY = 'arn:aws:lambda:us-west-1:111122223333:function:after-rollback';

const template = keptTemplates(import.meta.filename, ({ synthesize }) => ({
  hooked: synthesize({ ...shop, hooks: { afterRollback: { function: NOTIFY } } }),
}));
const rollBack = (script: Script) =>
  run(
    template('hooked'),
    'RollBack',
    { reason: 'by hand' },
    {
      AfterRollback: () => ({ verdict: 'pass' }),
      NotifyHook: () => ({ verdict: 'pass', reasons: [], notified: false }),
      NotifyHookPlainly: () => ({ MessageId: '9' }),
      ...script,
    },
  );

describe('the hook after a rollback', () => {
  it('is asked when legacy serves and people know of it, never before', async () => {
    const ran = await rollBack({});
    expect(ran.path.join()).toContain(
      'RestoreLegacy,StopMigration,Outcome,WaitForPropagation,ConfirmLegacy,DoesLegacyServe,NotifyRollBack,IsHookAsked,AfterRollback,NotifyHook,LegacyServes',
    );
    expect(payloadsOf(ran, 'AfterRollback')).toEqual([
      {
        schema: 'kops-cutover.hook/1',
        hook: 'afterRollback',
        key: expect.stringContaining('/afterRollback/'),
        migration: 'shop',
        zones: ['shop.test', 'shop-cdn.test'],
        run: 'run-1',
        execution: expect.stringContaining(':execution:'),
        reason: expect.stringContaining('by hand'),
      },
    ]);
  });

  it.each([
    ['breaks', new StateError('Error', 'broken')],
    ['is silent', new StateError('States.Timeout')],
    ['is gone', new StateError('Lambda.ResourceNotFoundException', 'gone')],
  ])('fails no rollback if it %s: what came of it is judged, and people are notified', async (_, error) => {
    const ran = await rollBack({
      AfterRollback: () => {
        throw error;
      },
    });
    expect(ran.status).toBe('SUCCEEDED');
    expect(ran.path.slice(-3)).toEqual(['AfterRollback', 'NotifyHook', 'LegacyServes']);
    expect(payloadsOf(ran, 'NotifyHook')).toMatchObject([
      { migrationRun: 'run-1', seen: { answer: '', failure: expect.stringContaining(error.name) } },
    ]);
  });

  it('is reported without a function if that fails, and if that fails, too, legacy serves all the same', async () => {
    const broken = fails('Broken');
    const ran = await rollBack({ NotifyHook: broken });
    expect(ran.path.slice(-2)).toEqual(['NotifyHookPlainly', 'LegacyServes']);
    expect(JSON.stringify(payloadsOf(ran, 'NotifyHookPlainly'))).toContain('legacy serves');
    expect((await rollBack({ NotifyHook: broken, NotifyHookPlainly: broken })).path.at(-1)).toBe(
      'LegacyServes',
    );
  });

  it('is not asked where another execution restored legacy', async () => {
    const ran = await rollBack({ RestoreLegacy: (call) => restored(call, { outcome: 'already-restored' }) });
    expect(ran.path.slice(-2)).toEqual(['IsHookAsked', 'LegacyServes']);
  });

  it('is the only function of the user that RollBack may invoke, and Migrate may not', () => {
    const invokes = (machine: string) => {
      const found = template('hooked')
        .resources('AWS::StepFunctions::StateMachine')
        .find(({ Properties }) => String(Properties?.StateMachineName).endsWith(machine));
      return statementsOf(template('hooked'), found?.Properties?.RoleArn)
        .filter(({ Action }) => Action.includes('lambda:InvokeFunction'))
        .flatMap(({ Resource }) => Resource)
        .filter((arn) => arn.includes('after-rollback'));
    };
    expect(invokes('-RollBack')).toEqual([NOTIFY]);
    expect(invokes('-Migrate')).toEqual([]);
  });
});
