import {
  RESTORE_RULES,
  STEP_RULES,
  UNREAD_RULES,
} from '../../../../../../lambdas/migration/domain/protocol/rules.ts';
import {
  RESTORE_DEEDS,
  type Rule,
  type Situation,
  STEP_DEEDS,
  UNREAD_DEEDS,
} from '../../../../../../lambdas/migration/domain/protocol/words.ts';
import { fits } from '../../../../../../lambdas/migration/domain/rule-for.ts';
import { RESTORING, STEPPING, situationsOf } from '../../../../../support/migration/protocol-situations.ts';

const RULES: readonly Rule[] = [...STEP_RULES, ...UNREAD_RULES, ...RESTORE_RULES];
const SITUATIONS: readonly Situation[] = situationsOf([...STEPPING, ...RESTORING]);
const rowsFor = (found: Situation) => RULES.filter((rule) => fits(rule, found));
const doneIn = (found: Situation) => rowsFor(found).map(({ does }) => does);
const where = (matches: (found: Situation) => boolean) => SITUATIONS.filter(matches);
const rollsBack = ({ goal }: Situation) => (RESTORING as readonly string[]).includes(goal);
const OURS = ['mine', 'taken over'];

describe('The protocol', () => {
  it('has exactly one row for everything that a writer can find', () => {
    expect(SITUATIONS.length).toBeGreaterThan(300);
    expect(SITUATIONS.filter((found) => rowsFor(found).length !== 1)).toEqual([]);
  });

  it.each(RULES)('has its row about $goal, $fence for something that can be found: $why', (rule) => {
    expect(SITUATIONS.some((found) => fits(rule, found))).toBe(true);
  });

  it('has a row for each thing that can be done', () => {
    expect(new Set(STEP_RULES.map(({ does }) => does))).toEqual(new Set(Object.keys(STEP_DEEDS)));
    expect(new Set(UNREAD_RULES.map(({ does }) => does))).toEqual(new Set(Object.keys(UNREAD_DEEDS)));
    expect(new Set(RESTORE_RULES.map(({ does }) => does))).toEqual(new Set(Object.keys(RESTORE_DEEDS)));
  });
});

describe('By the protocol', () => {
  it.each<[string, (found: Situation) => boolean]>([
    ['where somebody else wrote a name', ({ names }) => names === 'foreign'],
    ['where the fence cannot be read', ({ fence }) => fence === 'damaged'],
    ['after a rollback of its own', ({ fence, whose }) => fence === 'restored' && OURS.includes(whose)],
    ['during any rollback', ({ fence }) => fence === 'restoring'],
    ['in a zone of another run', ({ fence, whose }) => fence !== 'restored' && whose === 'other'],
    ['where its fence is gone', ({ goal, fence }) => goal !== 'open' && fence === 'absent'],
  ])('no step writes %s', (_what, matches) => {
    const found = where((one) => !rollsBack(one) && matches(one));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => doneIn(one).some((does) => ['write', 'done'].includes(does)))).toEqual([]);
  });

  it('a rollback leaves nothing as it is that its run has moved', () => {
    const moved = where(
      (one) =>
        rollsBack(one) &&
        OURS.includes(one.whose) &&
        ['under way', 'restoring'].includes(one.fence) &&
        !(one.names === 'refused' && one.fence === 'restoring' && one.whose === 'mine'),
    );
    const deeds = new Set(moved.flatMap(doneIn));
    expect(deeds).toEqual(new Set(['restore', 'read-first']));
  });

  it('a rollback changes nothing that another run has moved', () => {
    const moved = where(
      (one) =>
        rollsBack(one) && one.goal !== 'restore-unread' && one.whose === 'other' && one.fence !== 'restored',
    );
    expect(new Set(moved.flatMap(doneIn))).toEqual(new Set(['not-ours']));
  });
});
