import { tracks } from '../../../report/page/blocks.ts';
import type { ExecutionEntry } from '../../../report/rehearsal/document.ts';
import { blocksOfExecution } from '../../../report/rehearsal/execution.ts';

const at = (second: number) => new Date(second * 1000).toISOString();

/** @param states each with how many seconds it lasts */
function execution(states: readonly (readonly [what: string, seconds: number])[], more: object = {}) {
  let now = 0;
  const spans = states.map(([what, seconds]) => {
    now += seconds;
    return { what, from: at(now - seconds), until: at(now) };
  });
  const ends = { from: at(0), until: at(now), status: 'SUCCEEDED', input: '{}' };
  return { machine: 'ReplaceMaster', name: 'x', ...ends, states: spans, ...more } as ExecutionEntry;
}

const shown = (entry: ExecutionEntry, until = 1000) =>
  blocksOfExecution({ from: 0, until: until * 1000 }, entry).map(
    ({ from, until, text }) => `${text} ${from / 1000}-${until / 1000}`,
  );

it('gathers states that are too short to be seen', () => {
  expect(
    shown(
      execution([
        ['A', 1],
        ['B', 1],
        ['Soak', 500],
        ['C', 1],
      ]),
    ),
  ).toEqual(['2 states 0-2', 'Soak 2-502', 'C 502-503']);
});

it('shows what is done again and again as one, by what is waited for', () => {
  const round = [
    ['DescribeMasters', 1],
    ['JudgeQuorum', 1],
    ['Pause', 20],
  ] as const;
  expect(shown(execution([...round, ...round, ...round, ['DrainMaster', 30]]))).toEqual([
    'JudgeQuorum 0-66',
    'DrainMaster 66-96',
  ]);
});

it('marks where an execution ended badly, and leaves out what is outside', () => {
  const failed = execution(
    [
      ['A', 100],
      ['Soak', 500],
    ],
    { status: 'ABORTED', error: 'RolledBack' },
  );
  expect(shown(failed)).toEqual(['A 0-100', 'Soak 100-600', 'ABORTED 600-600']);
  const within = blocksOfExecution({ from: 200_000, until: 400_000 }, failed);
  expect(within.map(({ from, until, text }) => [text, from, until])).toEqual([['Soak', 200_000, 400_000]]);
});

it('puts what overlaps into tracks of their own', () => {
  const spans = [
    { from: at(0), until: at(10) },
    { from: at(5), until: at(15) },
    { from: at(10), until: at(20) },
  ];
  expect(tracks(spans)).toEqual([[spans[0], spans[2]], [spans[1]]]);
});
