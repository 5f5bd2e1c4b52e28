/** Reads what a master's API server says of its etcd members. */
import type { MasterHealth } from '../../contract/masters/view.ts';
import type { ReadyzAnswer } from '../../ports/masters/api-servers.ts';
import { cut } from '../text.ts';

/** What a server that lists some thirty checks never comes near. */
const MOST_CHARACTERS = 64 * 1024;
const SHOWN = 120;
/** `main` and eight overrides; kops makes one, or two. Whatever is handed on and told has a line for each, and each master. */
const MOST_CHECKS = 9;

/**
 * Source: the API server's `/readyz?verbose`: a line per check, `[+]etcd ok` or `[-]etcd failed: reason withheld`, then
 * `readyz check passed` (200) or `readyz check failed` (500). The check of an overridden etcd has its number at its end,
 * and both have a second check of their readiness.
 */
const LINE = /^\[([+-])\](\S+) (.*)$/;
const ETCD_CHECK = /^(etcd|etcd-override)(?:-readiness)?(-\d{1,3})?$/;
const END = /^readyz check (passed|failed)$/;

export function silent(instance: string, reason: string): MasterHealth {
  return { instance, answered: false, failure: 'silent', etcd: {}, reason };
}

export function refused(instance: string, reason: string): MasterHealth {
  return { instance, answered: false, failure: 'refused', etcd: {}, reason };
}

/** Whatever is not the answer that is documented is no answer: nothing is concluded from it. */
export function healthFrom(instance: string, answer: ReadyzAnswer): MasterHealth {
  switch (answer.kind) {
    case 'no-answer':
      return silent(instance, answer.reason);
    case 'wrong-certificate':
      return refused(instance, `its certificate is not the cluster's: ${answer.reason}`);
    case 'answer':
      return fromAnswer(instance, answer);
  }
}

function fromAnswer(instance: string, { status, body }: ReadyzAnswer & { kind: 'answer' }): MasterHealth {
  if (status === 401 || status === 403) return refused(instance, `it refuses the token: ${status}`);
  if (status !== 200 && status !== 500)
    return silent(instance, `it answered ${status}; 200 or 500 is expected`);
  if (body.length > MOST_CHARACTERS)
    return silent(instance, `its answer has ${body.length} characters; at most ${MOST_CHARACTERS} are read`);
  const lines = body.split(/\r?\n/).filter((line) => line !== '');
  // Cut short, it would hide what failed.
  if (!END.test(lines.at(-1) ?? ''))
    return silent(instance, `its answer does not end as /readyz does: "${cut(body.trim(), SHOWN)}"`);
  const etcd = etcdChecks(lines);
  if (!('etcd' in etcd)) return silent(instance, 'its answer has no check of etcd');
  const checks = Object.keys(etcd).length;
  if (checks > MOST_CHECKS)
    return silent(instance, `its answer has ${checks} checks of etcd; at most ${MOST_CHECKS} are read`);
  const failed = Object.keys(etcd).filter((check) => !etcd[check]);
  const reason = failed.length === 0 ? 'all checks of etcd are ok' : `failed: ${failed.join(', ')}`;
  return { instance, answered: true, etcd, reason };
}

/** By the etcd cluster's check: true when each line about it says ok. */
function etcdChecks(lines: readonly string[]): Readonly<Record<string, boolean>> {
  const etcd: Record<string, boolean> = {};
  for (const line of lines) {
    const [, sign, name = '', said] = LINE.exec(line) ?? [];
    const [matched, kind = '', number = ''] = ETCD_CHECK.exec(name) ?? [];
    if (matched === undefined) continue;
    const check = `${kind}${number}`;
    etcd[check] = sign === '+' && said === 'ok' && etcd[check] !== false;
  }
  return etcd;
}
