import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Waits until its input ends, then removes a folder, for as long as somebody who is ending still writes to it. */
const REMOVER = `read -r _; for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$1" ] || exit; rm -rf -- "$1"; sleep 1; done`;

/**
 * A temporary folder for all that a run needs, removed with whatever is left in it: by `remove`, and when this process is
 * gone, whatever ended it.
 * @returns {{ path: string, remove: () => void }}
 */
export function makeRunFolder() {
  const path = mkdtempSync(join(tmpdir(), 'kops-cutover-'));
  // Root's PostgreSQL runs as another user, who must get through.
  chmodSync(path, 0o711);
  const remover = spawn('/bin/sh', ['-c', REMOVER, 'sh', path], {
    cwd: '/',
    // A group of its own: whoever kills that of this process leaves it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  remover.unref();
  remover.stdin.unref();
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}
