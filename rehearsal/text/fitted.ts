const ESC = '\x1b';
/** A colour's sequence. */
const ESCAPE = new RegExp(`${ESC}\\[[0-9;]*m`, 'y');

/** Cut to `width` visible characters, the last of which is `…`; colours are closed. */
export function fitted(line: string, width: number): string {
  let visible = 0;
  let room = 0;
  let isColoured = false;
  for (let i = 0; i < line.length; ) {
    ESCAPE.lastIndex = i;
    const sequence = ESCAPE.exec(line);
    if (sequence) {
      isColoured = true;
      i += sequence[0].length;
    } else if (++visible > width) return `${line.slice(0, room)}…${isColoured ? `${ESC}[0m` : ''}`;
    else {
      if (visible === width) room = i;
      i++;
    }
  }
  return line;
}
