import { stripVTControlCharacters } from 'node:util';

/** What a terminal is to the screen. `columns`: how many it has now. */
export type Terminal = Pick<NodeJS.WriteStream, 'write'> & { readonly columns?: number };

/**
 * The last lines of a terminal, drawn again and again; what is printed meanwhile comes above them and stays, also in the
 * terminal's history. Without flicker: only what changed is written, in one go.
 */
export class Screen {
  readonly #out: Terminal;
  #drawn: readonly string[] = [];

  constructor(out: Terminal) {
    this.#out = out;
  }

  /** @param lines each fits the width @param above whole lines to print first, which may be wider */
  draw(lines: readonly string[], above: readonly string[] = []): void {
    const isFirst = this.#drawn.length === 0;
    const [up, rows] = [isFirst ? '\x1b[?25l' : `\x1b[${this.#rows()}A`, this.#rows()];
    // A terminal that became narrower has wrapped what was drawn: nothing stands where it stood.
    const isAnew = above.length > 0 || rows !== this.#drawn.length;
    this.#out.write(up + (isAnew ? anew([...above, ...lines]) : overdrawn(lines, this.#drawn)));
    this.#drawn = [...lines];
  }

  /** Leaves what is drawn where it is; what is written next comes below it. */
  end(): void {
    if (this.#drawn.length > 0) this.#out.write('\x1b[?25h');
    this.#drawn = [];
  }

  /** How many rows the drawn lines take now. */
  #rows(): number {
    const { columns = Number.POSITIVE_INFINITY } = this.#out;
    const rows = this.#drawn.map((line) => Math.ceil(stripVTControlCharacters(line).length / columns));
    return rows.reduce((sum, each) => sum + Math.max(1, each), 0);
  }
}

function anew(lines: readonly string[]): string {
  return `\r\x1b[J${lines.map((line) => `${line}\n`).join('')}`;
}

function overdrawn(lines: readonly string[], drawn: readonly string[]): string {
  const height = Math.max(lines.length, drawn.length);
  let text = '';
  for (let i = 0; i < height; i++) {
    const line = lines[i] ?? '';
    // A line that is there already is passed over; below the old ones, new lines are made.
    text += line === drawn[i] ? '\n' : `\r\x1b[2K${line}\n`;
  }
  // Lines that are no longer needed are given back, or a terminal that became lower would show nothing but them.
  return height > lines.length ? `${text}\x1b[${height - lines.length}A` : text;
}
