import { Screen } from '../../../../rehearsal/view/screen.ts';
import { Terminal } from './terminal.ts';

it('draws over what it drew before', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['one', 'two']);
  screen.draw(['one', 'zwei', 'drei']);
  expect(terminal.lines).toEqual(['one', 'zwei', 'drei']);
});

it('leaves nothing of a longer picture', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['one', 'two', 'three']);
  screen.draw(['one']);
  expect(terminal.lines).toEqual(['one', '', '']);
  screen.draw(['one', 'deux', 'trois']);
  expect(terminal.lines).toEqual(['one', 'deux', 'trois']);
});

it('writes each picture in one go, and of lines that stay the same nothing', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['one', 'two']);
  screen.draw(['one', 'zwei']);
  expect(terminal.writes).toHaveLength(2);
  expect(terminal.writes[1]).not.toContain('one');
});

it('hides the cursor while it draws and shows it in the end', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['one']);
  expect(terminal.cursorShown).toBe(false);
  screen.end();
  expect(terminal.cursorShown).toBe(true);
  terminal.write('below\n');
  expect(terminal.lines).toEqual(['one', 'below']);
});

it('prints above what is drawn, and leaves that below', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['status 1', 'more'], ['first']);
  screen.draw(['status 2', 'more'], ['second', 'third']);
  screen.draw(['status 3', 'more']);
  expect(terminal.lines).toEqual(['first', 'second', 'third', 'status 3', 'more']);
});

it('draws over lines that a narrower terminal has wrapped', () => {
  const terminal = new Terminal();
  const screen = new Screen(terminal);
  screen.draw(['x'.repeat(60), 'y']);
  const narrower = { write: (text: string) => terminal.write(text), columns: 40 };
  const resized = new Screen(narrower);
  resized.draw(['x'.repeat(60), 'y']);
  terminal.writes.length = 0;
  resized.draw(['z']);
  expect(terminal.writes).toEqual(['\x1b[3A\r\x1b[Jz\n']);
});
