import { exitCode } from '../../../plan/exit-code.ts';
import type { PlanDocument } from '../../../plan/plan-document.ts';

const documentWith = (...findings: readonly object[]) =>
  ({ migrations: [{ findings: [] }, { findings }] }) as unknown as PlanDocument;
const same = { changes: [], notCompared: '' };
const changed = { changes: [{ migration: 'shop', changes: ['It is new.'] }], notCompared: '' };
const accepted = { reason: 'It is known.', until: '2027-04-01' };

it.each([
  ['0 without anything to say', [], undefined, 0],
  ['0 with a warning', [{ level: 'warn' }], undefined, 0],
  ['0 when nothing changed', [], same, 0],
  ['2 when something changed', [{ level: 'pass' }], changed, 2],
  ['3 when a finding fails', [{ level: 'fail' }], undefined, 3],
  ['3 when it is unknown, also beside a change', [{ level: 'unknown' }], changed, 3],
  ['2 when what fails is accepted', [{ level: 'fail', accepted }], changed, 2],
])('exits with %s', (_what, findings, comparison, code) => {
  expect(exitCode(documentWith(...findings), comparison)).toBe(code);
});
