type Out = (text: string) => void;

/**
 * What `JSON.stringify(value, undefined, 2)` makes, and a line's end, in UTF-8. A long text is never in memory as a whole, where
 * it takes twice as much as its bytes, and more while it is made.
 * @param value of plain objects, lists and scalars
 */
export function jsonBytes(value: unknown): Buffer {
  let length = 0;
  writeFile(value, (text) => {
    length += Buffer.byteLength(text);
  });
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  writeFile(value, (text) => {
    end += bytes.write(text, end);
  });
  return bytes;
}

function writeFile(value: unknown, out: Out): void {
  write(value, '\n', out);
  out('\n');
}

/** @param line what begins a line of the value's own level */
function write(value: unknown, line: string, out: Out): void {
  if (typeof value !== 'object' || value === null) out(JSON.stringify(value ?? null));
  else if (Array.isArray(value))
    writeAll(
      '[',
      value.map((each) => ['', each] as const),
      ']',
      line,
      out,
    );
  else writeAll('{', fieldsOf(value), '}', line, out);
}

function fieldsOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([name, each]) =>
    each === undefined ? [] : [[`${JSON.stringify(name)}: `, each] as const],
  );
}

function writeAll(
  begin: string,
  all: readonly (readonly [before: string, each: unknown])[],
  end: string,
  line: string,
  out: Out,
): void {
  if (all.length === 0) {
    out(begin + end);
    return;
  }
  const inner = `${line}  `;
  for (const [i, [before, each]] of all.entries()) {
    out(`${i === 0 ? begin : ','}${inner}${before}`);
    write(each, inner, out);
  }
  out(line + end);
}
