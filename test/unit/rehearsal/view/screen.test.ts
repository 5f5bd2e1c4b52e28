import { Screen } from '../../../../rehearsal/view/screen.ts';

const ESC = '\x1b';
/** A control sequence, a line's end, or text. */
const TOKEN = new RegExp(`${ESC}\\[\\??\\d*[A-Za-z]|\\r|\\n|[^${ESC}\\r\\n]+`, 'g');

/** A terminal as far as the screen uses it: lines, a cursor, and what was written in how many goes. */
class Terminal {
  readonly lines: string[] = [];
  readonly writes: string[] = [];
  cursorShown = true;
  #row = 0;

  write(text: string): boolean {
    this.writes.push(text);
    for (const [token] of text.matchAll(TOKEN)) this.#take(token);
    return true;
  }

  #take(token: string): void {
    if (token.startsWith(`${ESC}[`) && token.endsWith('A')) this.#row -= Number(token.slice(2, -1));
    else if (token === '\n') this.#row++;
    else if (token === '\x1b[2K') this.lines[this.#row] = '';
    else if (token === '\x1b[?25l') this.cursorShown = false;
    else if (token === '\x1b[?25h') this.cursorShown = true;
    else if (token !== '\r') this.lines[this.#row] = (this.lines[this.#row] ?? '') + token;
  }
}

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
