import fc from 'fast-check';
import type { EtcdVolume } from '../../../../../lambdas/masters/contract/view.ts';
import {
  judgeVolumes,
  type VolumesQuestion,
  type VolumesVerdict,
} from '../../../../../lambdas/masters/domain/volumes.ts';

const GROUP = 'control-plane-a';

function volume(etcdCluster: string, attachedTo = '', change: Partial<EtcdVolume> = {}): EtcdVolume {
  return {
    id: `vol-${etcdCluster}`,
    etcdCluster,
    member: 'a',
    members: ['a', 'b'],
    zone: 'us-west-1a',
    state: attachedTo === '' ? 'available' : 'in-use',
    attachedTo,
    attachment: attachedTo === '' ? '' : 'attached',
    ...change,
  };
}

const others = ['main', 'events'].map((name) => volume(name, 'i-b', { id: `vol-${name}-b`, member: 'b' }));

function asked(volumes: readonly EtcdVolume[], overrides: Partial<VolumesQuestion> = {}): VolumesQuestion {
  return {
    group: GROUP,
    successors: ['i-new'],
    supersededBy: '',
    volumes,
    allVolumes: [...volumes, ...others],
    inDoubt: [],
    kept: undefined,
    kopsVersion: undefined,
    stateOf: (instance) => (instance === 'i-old' ? 'terminated' : 'running'),
    waitedSeconds: 0,
    volumeSeconds: 600,
    mayDetach: false,
    ...overrides,
  };
}

function inShort(verdict: VolumesVerdict): string {
  return verdict.verdict === 'stop' ? `stop ${verdict.page.heading}` : verdict.verdict;
}

const free = [volume('main'), volume('events')];
const stuck = [volume('main', 'i-old'), volume('events')];
const late = { waitedSeconds: 600 };

describe('the volumes', () => {
  it.each<[string, readonly EtcdVolume[], Partial<VolumesQuestion>, string]>([
    ['are available', free, {}, 'free'],
    ['are at the replacement', [volume('main', 'i-new'), volume('events')], {}, 'free'],
    [
      'are known from before',
      free,
      {
        kept: {
          own: ['vol-main', 'vol-events'],
          all: ['vol-main', 'vol-events', 'vol-main-b', 'vol-events-b'],
        },
      },
      'free',
    ],
    ['are still at the old master', stuck, {}, 'pending'],
    ['are stuck', stuck, late, 'stop VolumeStuck'],
    ['are at a stranger', [volume('main', 'i-b'), volume('events')], late, 'stop VolumeStuck'],
    [
      'are neither here nor there',
      [volume('main', '', { state: 'error' }), volume('events')],
      late,
      'stop VolumeStuck',
    ],
    ['are stuck, and may be detached', stuck, { mayDetach: true }, 'detach'],
    ['may be detached, but it runs', stuck, { mayDetach: true, stateOf: () => 'running' }, 'pending'],
    ['… but it shuts down', stuck, { mayDetach: true, stateOf: () => 'shutting-down' }, 'pending'],
    [
      '… but it is stopped',
      stuck,
      { mayDetach: true, stateOf: () => 'stopped', ...late },
      'stop VolumeStuck',
    ],
    ['are at one that EC2 forgot', stuck, { mayDetach: true, stateOf: () => '' }, 'detach'],
    ['are none', [], {}, 'pending'],
    ['are none for long', [], late, 'stop VolumeMissing'],
    ['lack one', [volume('main')], { ...late }, 'stop VolumeMissing'],
    [
      'lack one that was there',
      [volume('main')],
      {
        kept: { own: ['vol-main', 'vol-x'], all: ['vol-main', 'vol-x', 'vol-main-b', 'vol-events-b'] },
        ...late,
      },
      'stop VolumeMissing',
    ],
    [
      'have a new one',
      free,
      {
        kept: { own: ['vol-main', 'vol-x'], all: ['vol-main', 'vol-x', 'vol-main-b', 'vol-events-b'] },
        ...late,
      },
      'stop VolumeMissing',
    ],
    [
      'have a new one: not detached for',
      stuck,
      {
        kept: { own: ['vol-main', 'vol-x'], all: ['vol-main', 'vol-x', 'vol-main-b', 'vol-events-b'] },
        mayDetach: true,
      },
      'pending',
    ],
  ])('%s', (_what, volumes, overrides, expected) => {
    expect(inShort(judgeVolumes(asked(volumes, overrides)))).toBe(expected);
  });

  it('are named with where they are', () => {
    expect(judgeVolumes(asked(stuck, late)).reason).toBe(
      'Not free after 10 min: vol-main (main) is attached at i-old, which EC2 calls terminated.',
    );
    expect(judgeVolumes(asked([volume('main')])).reason).toMatch('no volume is tagged as member a of events');
  });

  it('are never detached by force from what may run, nor without a yes; and what is waited for ends', () => {
    const states = fc.constantFrom(
      'running',
      'shutting-down',
      'stopping',
      'stopped',
      'pending',
      'terminated',
      '',
    );
    const any = fc.record({
      attachedTo: fc.constantFrom('', 'i-old', 'i-new', 'i-b'),
      state: states,
      mayDetach: fc.boolean(),
      waitedSeconds: fc.nat(1200),
    });
    fc.assert(
      fc.property(any, ({ attachedTo, state, ...rest }) => {
        const question = asked([volume('main', attachedTo), volume('events')], {
          stateOf: () => state,
          ...rest,
        });
        const verdict = judgeVolumes(question);
        if (verdict.verdict === 'detach') {
          expect(rest.mayDetach).toBe(true);
          expect(['terminated', '']).toContain(state);
          expect(verdict.volumes.map(({ id }) => id)).toEqual(['vol-main']);
        }
        if (rest.waitedSeconds >= 600) expect(verdict.verdict).not.toBe('pending');
      }),
    );
  });
});
