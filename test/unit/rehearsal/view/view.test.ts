import { Chronicle } from '../../../../rehearsal/text/chronicle.ts';
import { makeView } from '../../../../rehearsal/view/view.ts';
import { Terminal } from './terminal.ts';

const START = Date.UTC(2027, 0, 4, 8);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const BODY = Array.from({ length: 9 }, (_, i) => `name ${i}`);

/** Shows so many happenings, some of them at once, in a terminal of this size. */
function show(terminal: Terminal, count: number, mails = false): void {
  const view = makeView(terminal as unknown as NodeJS.WriteStream);
  const chronicle = new Chronicle(() => START);
  view.begin({ title: 'week: all of it', start: START, chronicle, body: () => BODY, mails });
  for (let i = 0; i < count; i++) {
    chronicle.add('mail', `happening ${i}, which is longer than a narrow line`, START, 'the whole mail');
    if (i % 3 === 0) jest.advanceTimersByTime(100);
  }
  view.end();
}

/** A line that is wider than the terminal is wrapped by it: nothing is lost. */
const wrapped = (text: string, columns: number) => text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];

it.each([
  [80, 10],
  [40, 24],
  [40, 10],
  [20, 5],
  [200, 60],
])('leaves the whole timeline to be read in a terminal of %i × %i', (columns, rows) => {
  const terminal = new Terminal(columns, rows);
  show(terminal, 50);
  const timeline = Array.from({ length: 50 }, (_, i) =>
    wrapped(`Mon 2027-01-04 08:00:00  mail   happening ${i}, which is longer than a narrow line`, columns),
  );
  const before = ['', 'week: all of it'];
  expect(terminal.lines.slice(0, before.length + timeline.flat().length)).toEqual([
    ...before,
    ...timeline.flat(),
  ]);
  // What is drawn below it stands there once.
  expect(terminal.lines.filter((line) => line === 'name 0')).toHaveLength(1);
  expect(terminal.lines.length).toBeLessThan(before.length + timeline.flat().length + rows);
  expect(terminal.cursorShown).toBe(true);
});

it('shows mails in full when asked to', () => {
  const [subjects, whole] = [new Terminal(), new Terminal()];
  show(subjects, 2);
  show(whole, 2, true);
  expect(subjects.lines).not.toContain('    the whole mail');
  expect(whole.lines.filter((line) => line === '    the whole mail')).toHaveLength(2);
});
