const ESC = '\x1b';
/** A control sequence, a line's end, or a character. */
const TOKEN = new RegExp(`${ESC}\\[\\??\\d*[A-Za-z]|[^${ESC}]`, 'gu');

/** A terminal as far as the view uses it: rows that scroll into a history, wrapped lines, a cursor, and how it was written. */
export class Terminal {
  readonly isTTY = true;
  readonly writes: string[] = [];
  cursorShown = true;
  /** All rows, the history's first. */
  #rows: string[] = [''];
  #row = 0;
  #column = 0;
  readonly rows: number;
  readonly columns: number;

  constructor(columns = 80, rows = 24) {
    this.columns = columns;
    this.rows = rows;
  }

  /** What can be read when one scrolls up. */
  get lines(): readonly string[] {
    return this.#rows.slice(0, -1);
  }

  write(text: string): boolean {
    this.writes.push(text);
    for (const [token] of text.matchAll(TOKEN)) this.#take(token);
    return true;
  }

  #take(token: string): void {
    if (token === '\n') this.#goDown();
    else if (token === '\r') this.#column = 0;
    else if (!token.startsWith(ESC)) this.#print(token);
    else this.#obey(token.at(-1) ?? '', token.slice(2, -1));
  }

  #obey(command: string, argument: string): void {
    const top = Math.max(0, this.#rows.length - this.rows);
    if (command === 'A') this.#row = Math.max(top, this.#row - Number(argument));
    else if (command === 'K') this.#rows[this.#row] = '';
    else if (command === 'J') this.#rows.splice(this.#row, Number.POSITIVE_INFINITY, '');
    else if (argument === '?25') this.cursorShown = command === 'h';
  }

  #goDown(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.#rows.length) this.#rows.push('');
  }

  #print(character: string): void {
    if (this.#column === this.columns) this.#goDown();
    const line = this.#rows[this.#row] ?? '';
    this.#rows[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column++;
  }
}
