import { MOST_BYTES } from '../../../lambdas/migration/domain/readiness/fit.ts';
import { CHECKS } from '../../../lib/migration/migrate/preflight.ts';
import { StateError } from '../support/execution.ts';
import { migrate } from './support/scripted-hooks.ts';
import { type Call, type Script, validated } from './support/scripted-run.ts';

/** With hooks, all checks there are. */
const dryRun = (script: Script) => migrate('all', { ...ASKED, ...script });

/** As much as people may write: the longest note. */
const ASKED: Script = { ValidateInput: () => validated({ dryRun: true, note: 'n'.repeat(1000) }) };

const everyCheck = (act: (check: (typeof CHECKS)[number], call: Call) => unknown): Script =>
  Object.fromEntries(CHECKS.map((check) => [check, (call: Call) => act(check, call)]));

/** A result of exactly so many bytes. */
function resultOf(check: string, bytes: number) {
  const finding = { check, subject: 's', level: 'fail', code: 'c', seen: '', why: 'w', toDo: 't' };
  const empty = Buffer.byteLength(JSON.stringify({ check, findings: [finding] }));
  return { check, findings: [{ ...finding, seen: 'x'.repeat(bytes - empty) }] };
}

describe('A dry run in which everything is wrong', () => {
  it('ends in a report, with as much as all checks may return', async () => {
    const run = await dryRun(everyCheck((check) => resultOf(check, MOST_BYTES[check])));
    expect(run.status).toBe('SUCCEEDED');
    const [assessed] = run.calls.filter(({ state }) => state === 'AssessReadiness');
    expect(assessed?.payload.checks).toHaveLength(CHECKS.length);
    expect(Buffer.byteLength(JSON.stringify(assessed?.payload))).toBeGreaterThan(240_000);
  });

  it('ends in a report, with every check broken for the longest cause', async () => {
    const broken = () => {
      throw new StateError('Error', '"'.repeat(32_000));
    };
    const run = await dryRun(everyCheck(broken));
    expect(run.status).toBe('SUCCEEDED');
    expect(run.path).toContain('AssessReadiness');
  });

  it('would end without one if checks returned more', async () => {
    const more = everyCheck((check) => resultOf(check, MOST_BYTES[check] + 2000));
    const run = await dryRun(more);
    expect(run.error).toBe('States.DataLimitExceeded');
  });
});
