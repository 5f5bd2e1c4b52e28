/** Draws lines over those drawn before, without flicker: only what changed is written, in one go. */
export class Screen {
  readonly #out: Pick<NodeJS.WriteStream, 'write'>;
  #drawn: readonly string[] = [];

  constructor(out: Pick<NodeJS.WriteStream, 'write'>) {
    this.#out = out;
  }

  draw(lines: readonly string[]): void {
    const height = Math.max(lines.length, this.#drawn.length);
    let text = this.#drawn.length > 0 ? `\x1b[${this.#drawn.length}A` : '\x1b[?25l';
    for (let i = 0; i < height; i++) {
      const line = lines[i] ?? '';
      // A line that is there already is passed over; below the old ones, new lines are made.
      text += line === this.#drawn[i] ? '\n' : `\r\x1b[2K${line}\n`;
    }
    // Lines that are no longer needed are given back, or a terminal that became lower would show nothing but them.
    if (height > lines.length) text += `\x1b[${height - lines.length}A`;
    this.#drawn = [...lines];
    this.#out.write(text);
  }

  /** Leaves what is drawn where it is; what is written next comes below it. */
  end(): void {
    if (this.#drawn.length > 0) this.#out.write('\x1b[?25h');
    this.#drawn = [];
  }
}
