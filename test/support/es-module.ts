/** Functions of ES modules, which jest can't load, called in one process for all tests of a file. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';

export interface Called<Result> {
  /** What it was given to `log`, a line each. */
  readonly lines: readonly string[];
  /** What it came to: one of both. */
  readonly result?: Result;
  readonly error?: { readonly name: string; readonly message: string };
}

export interface Call {
  /** What the function is called with, beside `log`. */
  readonly options: object;
  /** All of the environment that it sees. */
  readonly env: Readonly<Record<string, string>>;
}

/** Calls what comes in, one after the other; each line of input is a call, each of output its outcome. */
const SERVE = `import { createInterface } from 'node:readline';
const [module, name] = process.argv.slice(1);
const { [name]: called } = await import(module);
for await (const line of createInterface({ input: process.stdin })) {
  const { options, env } = JSON.parse(line);
  process.env = env;
  const lines = [];
  const outcome = await called({ ...options, log: (line) => lines.push(line) }).then(
    (result) => ({ result }),
    ({ name, message }) => ({ error: { name, message } }),
  );
  console.log(JSON.stringify({ lines, ...outcome }));
}`;

/** @param file the module @param name of a function of it that takes options with a `log` */
export function useFunctionOf<Result>(file: string, name: string): (call: Call) => Promise<Called<Result>> {
  let server: ChildProcessByStdio<Writable, Readable, null>;
  let outcomes: AsyncIterator<string>;
  beforeAll(() => {
    const args = ['--input-type=module', '-e', SERVE, pathToFileURL(file).href, name];
    server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    outcomes = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  });
  afterAll(async () => {
    const exit = once(server, 'exit');
    server.stdin.end();
    await exit;
  });
  return async (call) => {
    server.stdin.write(`${JSON.stringify(call)}\n`);
    const { value, done } = await outcomes.next();
    if (done) throw new Error(`the process that calls ${name} has ended`);
    return JSON.parse(value);
  };
}
