import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { SimulatedNetwork } from '../../rehearsal/network/simulated-network.ts';

/** A process in a simulated network, whose program writes a line for each that it reads. */
export class LineClient {
  readonly #process: ChildProcess;
  readonly #lines: Interface;
  readonly #answers: AsyncIterator<string>;

  /** @param program what it runs @param environment beside that of this process and the network's */
  constructor(network: SimulatedNetwork, program: string, environment: Readonly<Record<string, string>>) {
    const client = spawn(process.execPath, ['-e', program], {
      env: {
        ...process.env,
        ...network.environment,
        ...environment,
        NODE_OPTIONS: `--require ${JSON.stringify(SimulatedNetwork.preload)}`,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#process = client;
    this.#lines = createInterface({ input: client.stdout });
    this.#answers = this.#lines[Symbol.asyncIterator]();
  }

  async answerTo(line: string): Promise<string> {
    this.#process.stdin?.write(`${line}\n`);
    return (await this.#answers.next()).value;
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await ended;
    this.#lines.close();
  }
}
