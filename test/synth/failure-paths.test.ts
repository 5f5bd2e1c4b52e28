import { REPLACE_MASTER } from '../../lambdas/masters/contract/states.ts';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { allStates, edgesOf, reachable } from './support/definition.ts';
import { definition, MACHINES } from './support/machines.ts';

const isWaiting = (state: string) => state.startsWith('Soak ') || state === MIGRATE.waitForDrain;

describe('a failure', () => {
  /** What a person decides is no failure any more. */
  const PERSON = MIGRATE.holdForDecision;
  /** An outage of AWS that was sat out isn't either. */
  const OVER: readonly string[] = [PERSON, REPLACE_MASTER.pause];

  const endsOf = (machine: string, start: string): string[] => {
    const edges = edgesOf(definition(machine)).filter(
      ({ from, kind }) => !OVER.includes(from) || kind === 'catch',
    );
    const states = new Map(allStates(definition(machine)));
    return [...reachable(start, edges)].map((name) => states.get(name)?.Type ?? '');
  };

  /** A rollback’s failures lead back into its loop, never to an end: roll-back-failures runs them. */
  const catches = MACHINES.filter((machine) => machine !== 'RollBack').flatMap((machine) =>
    edgesOf(definition(machine))
      .filter(({ kind }) => kind === 'catch')
      // The time-out of a soak or of the drain is its end, and that of its heartbeat has Watch started again.
      .filter(({ from, errors }) => !(isWaiting(from) && /^States\.(Heartbeat)?Timeout$/.test(errors.join())))
      .map(({ from, to, errors }) => ({ machine, from, to, errors: errors.join() })),
  );
  /** What VerifyRds judges: it says itself that somebody saw nothing. */
  const probes = catches.filter(({ to }) => /^(ProbeDatabases|LogInToDatabases)Broken/.test(to));
  const checks = catches.filter((edge) => edge.to.endsWith('Broken') && !probes.includes(edge));
  const others = catches.filter((edge) => ![...checks, ...probes].includes(edge));

  it.each(others)('of $machine $from ($errors) never leads to success alone', ({ machine, to }) => {
    expect(endsOf(machine, to)).not.toContain('Succeed');
  });

  it.each(others.filter(({ to }) => to !== PERSON))(
    'of $machine $from ($errors) ends in Fail',
    ({ machine, to }) => {
      expect(endsOf(machine, to)).toContain('Fail');
    },
  );

  it.each(checks)('of the check $from is a finding that fails', ({ machine, to }) => {
    const broken = new Map(allStates(definition(machine))).get(to);
    expect(broken).toMatchObject({ End: true, Output: { findings: [{ level: 'fail' }] } });
  });

  it.each(probes)('of $from is handed on to who judges', ({ machine, to }) => {
    const broken = new Map(allStates(definition(machine))).get(to);
    expect(broken).toMatchObject({
      End: true,
      Output: { broken: { error: expect.stringMatching(/Error/) } },
    });
  });

  it.each(allStates(definition('Migrate')).filter(([, { Type }]) => Type === 'Task'))(
    'of Migrate %s is caught, and is preflight’s only before the zones may have been changed',
    (name, { Catch = [] }) => {
      const before = ['ValidateInput', 'AssessReadiness'];
      const all = Catch.filter(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
      expect(all).toHaveLength(1);
      expect(all.some(({ Next }) => Next === 'IsAnybodyLooking')).toBe(before.includes(name));
    },
  );
});
