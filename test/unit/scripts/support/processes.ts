import { runningProcesses } from '../../../support/processes.ts';

const GIVEN_UP_AFTER_MS = 30_000;

/** Whether a process runs; one that has ended but that nobody has asked for yet (a zombie) doesn't. */
export function isRunning(pid: number): boolean {
  return runningProcesses().some((running) => running.pid === pid);
}

/** Waits until `holds`; false when it doesn't come true. */
export async function until(holds: () => boolean): Promise<boolean> {
  const deadline = Date.now() + GIVEN_UP_AFTER_MS;
  while (!holds() && Date.now() < deadline) await new Promise((next) => setTimeout(next, 10));
  return holds();
}
