import type { Check } from '../../../../../rehearsal/checks/check.ts';
import {
  noVolumeTorn,
  noWriteLost,
  quorumKept,
  settledBetween,
  versionAsked,
  writesWentOn,
} from '../../../../../rehearsal/checks/masters/etcd.ts';
import type { MastersEvidence } from '../../../../../rehearsal/checks/masters/evidence.ts';
import { oneAtATime } from '../../../../../rehearsal/checks/masters/machines.ts';
import { shopMastersEstate } from '../../../../support/shop.ts';

const AT = Date.UTC(2027, 0, 4, 8);
const minute = (n: number) => AT + n * 60_000;

interface Found {
  readonly history?: readonly object[];
  readonly endedByHand?: readonly string[];
  readonly torn?: readonly string[];
  readonly stretches?: readonly object[];
  readonly acknowledged?: readonly object[];
  /** What a member has, by key. */
  readonly kept?: readonly { key: string; value: string; revision: number }[];
  /** That the member says it has. */
  readonly version?: string;
}

function contradictionsOf(check: Check<MastersEvidence>, found: Found) {
  const { history = [], endedByHand = [], torn = [], stretches = [], acknowledged = [], kept = [] } = found;
  const client = { range: async () => kept, status: async () => ({ version: found.version }) };
  const cluster = { name: 'main', members: [{ name: 'a', client }] };
  const scene = {
    estate: shopMastersEstate(),
    members: ['a', 'b', 'c'],
    following: { history, torn },
    endedByHand: new Set(endedByHand),
    writers: new Map([['main', { stretches, acknowledged }]]),
    masters: { etcdClusters: [cluster], etcd: { version: '3.7.3' } },
  };
  return check.contradictions({ scene } as unknown as MastersEvidence);
}

const change = (what: 'up' | 'down', instance: string, at: number, main: string, events = main) => ({
  at,
  instance,
  what,
  members: { main: main.split(''), events: events.split('') },
});

describe('quorum', () => {
  it('is kept while two of three run', () => {
    const history = [change('down', 'i-a', minute(1), 'bc'), change('up', 'i-a2', minute(5), 'abc')];
    expect(contradictionsOf(quorumKept, { history })).toEqual([]);
  });

  it('was taken by the machine when it released one of two, in either etcd cluster', () => {
    const history = [change('down', 'i-b', minute(2), 'bc', 'c')];
    expect(contradictionsOf(quorumKept, { history })).toEqual([
      'i-b was released at 2027-01-04T08:02:00.000Z, which left events with c',
    ]);
    expect(contradictionsOf(quorumKept, { history: [change('down', 'i-b', minute(2), '')] })).toHaveLength(2);
  });

  it('was not taken by the machine when somebody else ended the instance', () => {
    const history = [change('down', 'i-b', minute(2), 'c')];
    expect(contradictionsOf(quorumKept, { history, endedByHand: ['i-b'] })).toEqual([]);
    expect(contradictionsOf(quorumKept, { history, endedByHand: ['i-c'] })).not.toEqual([]);
  });
});

describe('a member that has come back', () => {
  const gone = (seconds: number) => [
    change('up', 'i-a2', minute(5), 'abc'),
    change('down', 'i-b', minute(5) + seconds * 1000, 'ac'),
  ];

  it('settles before the next master is released', () => {
    expect(contradictionsOf(settledBetween, { history: gone(180) })).toEqual([]);
    expect(contradictionsOf(settledBetween, { history: gone(7) })).toEqual([
      'i-b was released 7.0 s after i-a2 had come up',
    ]);
  });

  it('has nothing to do with masters that somebody else ends, nor with the first that goes', () => {
    expect(contradictionsOf(settledBetween, { history: gone(7), endedByHand: ['i-b'] })).toEqual([]);
    expect(contradictionsOf(settledBetween, { history: gone(7).slice(1) })).toEqual([]);
  });
});

describe('a stretch without an acknowledged write', () => {
  const stretch = (took: number) => ({ from: minute(2), to: minute(3), took, ended: true, reason: 'late' });

  it('may be as long as an election', () => {
    expect(contradictionsOf(writesWentOn, { stretches: [stretch(4999)] })).toEqual([]);
  });

  it('is not longer while there is a quorum', () => {
    expect(contradictionsOf(writesWentOn, { stretches: [stretch(6000)] })).toEqual([
      'main: 6.0 s from 2027-01-04T08:02:00.000Z on: late',
    ]);
    // Without a quorum only before, and in the other etcd cluster only.
    const before = [change('down', 'i', minute(0), 'c'), change('up', 'i', minute(1), 'ac')];
    expect(contradictionsOf(writesWentOn, { history: before, stretches: [stretch(6000)] })).toHaveLength(1);
    const other = [change('down', 'i', minute(2), 'ac', 'c')];
    expect(contradictionsOf(writesWentOn, { history: other, stretches: [stretch(6000)] })).toHaveLength(1);
  });

  it('may last for as long as there is no quorum', () => {
    const history = [change('down', 'i', minute(1), 'c'), change('up', 'i', minute(9), 'ac')];
    expect(contradictionsOf(writesWentOn, { history, stretches: [stretch(600_000)] })).toEqual([]);
  });
});

describe('acknowledged writes', () => {
  const acknowledged = [{ key: 'k', value: 'v', revision: 7 }];

  it('are all there', async () => {
    expect(await contradictionsOf(noWriteLost, { acknowledged, kept: acknowledged })).toEqual([]);
  });

  it.each([
    [[], 'main: a has lost k, acknowledged at 7'],
    [[{ key: 'k', value: 'w', revision: 7 }], 'main: a has k = w, not v'],
    [[{ key: 'k', value: 'v', revision: 6 }], 'main: a has k at 6, acknowledged at 7'],
  ])('are missed: %j', async (kept, words) => {
    expect(await contradictionsOf(noWriteLost, { acknowledged, kept })).toEqual([words]);
  });

  it('that there were none of show nothing', async () => {
    expect(await contradictionsOf(noWriteLost, {})).toEqual([
      'main: no write was acknowledged, so this check proves nothing',
    ]);
  });
});

it.each([
  ['3.7.3', []],
  ['3.7.2', ['a of main runs 3.7.2, not 3.7.3']],
])('reports a member of another version than the chosen one: %s', async (version, problems) => {
  expect(await contradictionsOf(versionAsked, { version })).toEqual(problems);
});

it('reports volumes that were torn', () => {
  expect(contradictionsOf(noVolumeTorn, { torn: ['vol-1'] })).toEqual(['vol-1']);
});

it('reports a master that went down while another was down', () => {
  const history = [change('down', 'i-a', minute(1), 'bc'), change('down', 'i-b', minute(2), 'c')];
  expect(contradictionsOf(oneAtATime, { history: history.slice(0, 1) })).toEqual([]);
  expect(contradictionsOf(oneAtATime, { history })).toEqual([
    'when i-b went down at 2027-01-04T08:02:00.000Z, main had only c left',
    'when i-b went down at 2027-01-04T08:02:00.000Z, events had only c left',
  ]);
});
