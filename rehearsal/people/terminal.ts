import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ownCommand } from '#own';
import { awsEnvironment } from '../stage/aws-clients.ts';
import type { Stage } from '../stage/stage.ts';
import type { Chronicle } from '../text/chronicle.ts';

/** What a command has printed. */
export interface Printed {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell with credentials of the account, in which somebody types the product's own command. */
export class Terminal {
  readonly #env: NodeJS.ProcessEnv;
  readonly #chronicle: Chronicle;

  constructor({ aws, home }: Pick<Stage, 'aws' | 'home'>, chronicle: Chronicle) {
    const { PATH, HOME } = process.env;
    this.#env = { PATH, HOME, ...awsEnvironment(aws.gateway.url, home.region) };
    this.#chronicle = chronicle;
  }

  /** Types a command, and waits for its end. */
  async types(...args: readonly string[]): Promise<Printed> {
    return await this.#spawn(args).end;
  }

  /**
   * Types a command that waits for something, and returns when it has printed this. Whoever awaits the end of it keeps the clock from
   * jumping.
   */
  async begins(shows: RegExp, ...args: readonly string[]): Promise<{ readonly end: Promise<Printed> }> {
    const { child, end } = this.#spawn(args);
    let shown = '';
    const begun = new Promise<void>((resolve) => {
      child.stdout.on('data', (data) => {
        shown += data;
        if (shows.test(shown)) resolve();
      });
    });
    await Promise.race([begun, end]);
    return { end };
  }

  #spawn(args: readonly string[]) {
    const shown = args.map((arg) => (/[^\w%=.-]/.test(arg) ? `'${arg}'` : arg)).join(' ');
    this.#chronicle.add('person', `types: npx kops-cutover ${shown}`);
    const child = spawn(process.execPath, [ownCommand(), ...args], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { child, end: this.#endOf(child) };
  }

  async #endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Printed> {
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    for (const line of `${stdout}${stderr}`.trimEnd().split('\n')) this.#chronicle.add('note', `| ${line}`);
    return { exitCode: code ?? -1, stdout, stderr };
  }
}
