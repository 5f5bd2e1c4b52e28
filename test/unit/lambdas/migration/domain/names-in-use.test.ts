import { assert, constantFrom, property, uniqueArray } from 'fast-check';
import type { ZoneRole } from '../../../../../lambdas/migration/contract/settings.ts';
import type {
  BeforeImage,
  JournalRun,
  JournalState,
  RunStatus,
} from '../../../../../lambdas/migration/domain/journal-state.ts';
import { judgeDeployment } from '../../../../../lambdas/migration/domain/names-in-use.ts';
import { someSettings } from '../../../../support/migration/settings.ts';

const FENCE = '_cutover-shop.shop.test.';

const runOf = (status: RunStatus): JournalRun => ({
  execution: 'run-7',
  executionArn: 'arn:run-7',
  startedAt: '2026-11-04T10:00:00Z',
  status,
  statusAt: '2026-11-04T10:00:00Z',
  begunAt: '2026-11-03T08:00:00Z',
  beforeImageOf: 'run-7',
  tookOver: '',
});

/** A run that has moved these names of the shop's zone. */
function stateOf(names: readonly string[], status: RunStatus = 'open', zoneId = 'Z1SHOP'): JournalState {
  const records = names.flatMap((Name) => [
    { Name, Type: 'A' },
    { Name, Type: 'AAAA' },
  ]);
  return {
    run: runOf(status),
    beforeImage: new Map([[zoneId, { fenceName: FENCE, records, follows: [] }]]),
    zones: new Map(),
    epochs: new Map(),
  };
}

const known = (value: JournalState | undefined) => ({ known: true, value }) as const;
const nothingKept = (status: RunStatus) => known({ ...stateOf([], status), beforeImage: new Map() });
const zoneWith = (records: readonly string[], id = 'Z1SHOP', fenceName = FENCE, role?: ZoneRole) => ({
  migration: 'shop',
  zones: [{ id, records, fenceName, ...(role && { role }) }],
});

/** A run that has moved A of the shop's zone, as it was recorded to be reached. */
function reachedBy(recorded: Pick<BeforeImage, 'role'>, status: RunStatus = 'open') {
  const state = stateOf([A], status);
  return known({
    ...state,
    beforeImage: new Map([...state.beforeImage].map(([id, image]) => [id, { ...image, ...recorded }])),
  });
}
const lentTo = (role?: ZoneRole) => zoneWith([A], 'Z1SHOP', FENCE, role);

const A = 'a.shop.test.';
const B = 'b.shop.test.';
const DNS: ZoneRole = { arn: 'arn:aws:iam::444455556666:role/dns', externalId: 'shop' };
const OTHER: ZoneRole = { arn: 'arn:aws:iam::444455556666:role/other', externalId: 'shop' };
const configured = someSettings();
const OPEN =
  'Execution run-7 of the migration shop, begun at 2026-11-03T08:00:00Z, is open: its rollback could not restore names that this configuration lacks: ';
const END_IT = 'Wait until it ends, or start RollBack; then deploy again. Or put';

describe('A deployment is allowed', () => {
  it.each([
    ['where no run ever began', known(undefined), zoneWith([A])],
    ['where the open run’s names are all configured', known(stateOf([A, B])), zoneWith([B, A])],
    ['where names are added that the open run lacks', known(stateOf([A])), zoneWith([A, B])],
    ['of other names once the run was rolled back', known(stateOf([A], 'restored')), zoneWith([B])],
    ['of other names once the migration was closed', known(stateOf([A], 'closed')), zoneWith([B])],
    [
      'under another name once the run was rolled back',
      known(stateOf([A], 'restored')),
      { ...zoneWith([A]), migration: 'shop-2' },
    ],
    [
      'of other names where a run was rolled back before it kept anything',
      nothingKept('restored'),
      zoneWith([B]),
    ],
    ['where the open run’s zone keeps its role', reachedBy({ role: DNS }), lentTo({ ...DNS })],
    ['where the open run’s zone needs no role', reachedBy({ role: null }), lentTo()],
    ['of another role where an earlier version didn’t record it', reachedBy({}), lentTo(OTHER)],
    ['of another role once the run was rolled back', reachedBy({ role: DNS }, 'restored'), lentTo(OTHER)],
  ])('%s', (_when, journal, of) => {
    expect(judgeDeployment('shop', journal, of)).toEqual({ kind: 'allowed' });
  });
});

describe('A deployment is refused', () => {
  it.each([
    [
      'that takes a name from the open run',
      known(stateOf([A, B])),
      zoneWith([A]),
      `${OPEN}b.shop.test (zone Z1SHOP). ${END_IT} them back.`,
    ],
    [
      'that takes a zone from it',
      known(stateOf([A])),
      zoneWith([A], 'Z2CDN'),
      `${OPEN}a.shop.test (zone Z1SHOP), _cutover-shop.shop.test (zone Z1SHOP). ${END_IT} them back.`,
    ],
    [
      'that takes its fence from it',
      known(stateOf([A])),
      zoneWith([A], 'Z1SHOP', '_cutover-shop.other.test.'),
      `${OPEN}_cutover-shop.shop.test (zone Z1SHOP). ${END_IT} them back.`,
    ],
    [
      'that adds a zone, of which the open run kept nothing',
      known(stateOf([A])),
      { ...zoneWith([A]), zones: [...zoneWith([A]).zones, ...zoneWith([B], 'Z2CDN').zones] },
      'is open: it has no before-image of zones that this configuration adds: Z2CDN. Wait until it ends,',
    ],
    [
      'that gives the migration another name',
      known(stateOf([A])),
      { ...zoneWith([A]), migration: 'shop-2' },
      `Execution run-7 of the migration shop, begun at 2026-11-03T08:00:00Z, is open: a rollback under the name shop-2 would not find it. ${END_IT} the name back.`,
    ],
    [
      'that takes the role from a zone of the open run',
      reachedBy({ role: DNS }),
      lentTo(),
      `is open: its rollback needs the roles with which it began, and this configuration changes those of: Z1SHOP (from ${DNS.arn} to none). ${END_IT} them back.`,
    ],
    [
      'that gives such a zone another role',
      reachedBy({ role: DNS }),
      lentTo(OTHER),
      `Z1SHOP (from ${DNS.arn} to ${OTHER.arn})`,
    ],
    [
      'that gives a role to a zone that had none',
      reachedBy({ role: null }),
      lentTo(DNS),
      `Z1SHOP (from none to ${DNS.arn})`,
    ],
    [
      'that changes the external id',
      reachedBy({ role: DNS }),
      lentTo({ arn: DNS.arn }),
      `Z1SHOP (the external id of ${DNS.arn})`,
    ],
    [
      'while a rollback is under way',
      known(stateOf([A], 'owed')),
      zoneWith([B]),
      'Execution run-7 of the migration shop, begun at 2026-11-03T08:00:00Z, is not completely rolled back: its rollback could',
    ],
    [
      'while a run has kept nothing yet, whatever names it will need',
      nothingKept('open'),
      configured,
      `is open, and the names that it needs are not recorded yet. ${END_IT} the configuration back.`,
    ],
    [
      'where the journal can’t be read',
      { known: false, why: 'TransientFailure: Journal Query: slow' } as const,
      configured,
      "The journal of the migration shop can't be read, so it is unknown which names an open run needs: TransientFailure: Journal Query: slow Fix that, then deploy again.",
    ],
  ])('%s', (_which, journal, of, reason) => {
    expect(judgeDeployment('shop', journal, of)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining(reason),
    });
  });

  it('in as few characters as CloudFormation takes, whatever is lost', () => {
    const names = Array.from({ length: 600 }, (_, i) => `name-${i}.a-rather-long-label.shop.test.`);
    const verdict = judgeDeployment('shop', known(stateOf(names)), zoneWith([]));
    const reason = verdict.kind === 'refused' ? verdict.reason : '';
    expect(reason).toMatch(/name-0\.a-rather-long-label\.shop\.test .* and \d+ more names, not shown here/);
    expect(reason.length).toBeLessThan(2000);
  });
});

const someNames = uniqueArray(constantFrom(A, B, 'c.shop.test.', 'd.shop.test.', '\\052.shop.test.'));

const someRole = constantFrom(undefined, DNS, OTHER, { arn: DNS.arn }, { ...DNS, externalId: 'other' });

describe('Whatever is moved and configured, a deployment', () => {
  it('is allowed while a run is open exactly where every name of it is configured', () => {
    assert(
      property(someNames, someNames, constantFrom<RunStatus>('open', 'owed'), (moved, names, status) => {
        const { kind } = judgeDeployment('shop', known(stateOf(moved, status)), zoneWith(names));
        expect(kind).toBe(moved.every((name) => names.includes(name)) ? 'allowed' : 'refused');
      }),
    );
  });

  it('is allowed while a run is open exactly where its zone keeps its role', () => {
    assert(
      property(someRole, someRole, constantFrom<RunStatus>('open', 'owed'), (recorded, role, status) => {
        const { kind } = judgeDeployment('shop', reachedBy({ role: recorded ?? null }, status), lentTo(role));
        expect(kind).toBe(recorded === role ? 'allowed' : 'refused');
      }),
    );
  });

  it('is allowed once no run is open', () => {
    assert(
      property(
        someNames,
        someNames,
        constantFrom<RunStatus>('restored', 'closed'),
        (moved, names, status) => {
          expect(judgeDeployment('shop', known(stateOf(moved, status)), zoneWith(names)).kind).toBe(
            'allowed',
          );
        },
      ),
    );
  });
});
