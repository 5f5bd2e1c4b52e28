import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { clockEnvironment } from '../../../rehearsal/emulator/process.ts';

const PATIENCE_MS = 15_000;

/** As the runtime does around a call. */
const CALLED = `const waits = globalThis[Symbol.for('rehearsal.waits')];
waits.begin();
waits.end();
process.stdin.resume();`;

it(
  'Q39: a function that is not called collects its garbage',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'give-back-test-'));
    const clock = join(folder, 'clock');
    writeFileSync(clock, Buffer.alloc(8));
    const env = { ...clockEnvironment(clock), PATH: process.env.PATH, REHEARSAL_WAITS_FD: '3' };
    const child = spawn(process.execPath, ['--trace-gc', '-e', CALLED], {
      cwd: resolve(import.meta.dirname, '../../..'),
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
      env,
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    });
    const ended = once(child, 'close');
    try {
      // V8 calls it so if somebody has asked for it.
      for await (const line of createInterface({ input: child.stdout as Readable }))
        if (/Mark-Compact \(reduce\).* testing;/.test(line)) return;
      throw new Error('it ended, and has collected nothing');
    } finally {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true });
    }
  },
  2 * PATIENCE_MS,
);
