/** Reads what a master's API server says of its etcd members. */

import type { ApiAnswer } from '../../shared/domain/api-answer.ts';
import { cut } from '../../shared/domain/text.ts';
import type { MasterHealth } from '../contract/view.ts';
import { isEtcdCheck } from './etcd-checks.ts';

/** What a server that lists some thirty checks never comes near. */
const MOST_CHARACTERS = 64 * 1024;
const SHOWN = 120;
/** `main` and eight others; kops makes one override, or two. Whatever is passed on and reported has a line for each, and each master. */
const MOST_CHECKS = 9;

/**
 * Source: the API server's `/readyz?verbose`: a line per check, `[+]etcd ok`, `[+]etcd excluded: ok` or
 * `[-]etcd failed: reason withheld`, then `readyz check passed` (200) or `readyz check failed` (500). The check of an
 * overridden etcd has its number at its end, and both have a second check of their readiness. Whatever else begins with
 * `etcd` is of a server that knows more of etcd than we do: it is kept when it failed.
 */
const LINE = /^(?:\[\+\]([!-~]+) (ok|excluded: ok)|\[-\]([!-~]+) failed: [ -~]+)$/;
const READINESS = /^(etcd|etcd-override)-readiness(-\d+)?$/;
const END = /^readyz check (passed|failed)$/;

interface Check {
  readonly name: string;
  readonly ok: boolean;
}

export function silent(instance: string, reason: string): MasterHealth {
  return { instance, answered: false, failure: 'silent', etcd: {}, reason };
}

export function refused(instance: string, reason: string): MasterHealth {
  return { instance, answered: false, failure: 'refused', etcd: {}, reason };
}

/** Whatever is not the answer that is documented is no answer: nothing is concluded from it. */
export function healthFrom(instance: string, answer: ApiAnswer): MasterHealth {
  switch (answer.kind) {
    case 'no-answer':
      return silent(instance, answer.reason);
    case 'wrong-certificate':
      return refused(instance, `its certificate is not the cluster's: ${answer.reason}`);
    case 'answer':
      return fromAnswer(instance, answer);
  }
}

function fromAnswer(instance: string, { status, body }: ApiAnswer & { kind: 'answer' }): MasterHealth {
  if (status === 401 || status === 403) return refused(instance, `it refuses the token: ${status}`);
  if (status !== 200 && status !== 500)
    return silent(instance, `it answered ${status}; 200 or 500 is expected`);
  if (body.length > MOST_CHARACTERS)
    return silent(instance, `its answer has ${body.length} characters; at most ${MOST_CHARACTERS} are read`);
  const lines = body.split(/\r?\n/).filter((line) => line !== '');
  const doubt = whyUnreadable(status, lines);
  if (doubt !== undefined) return silent(instance, doubt);
  const checks = lines.slice(0, -1).flatMap(checkIn);
  const etcd = etcdChecks(checks);
  if (!('etcd' in etcd)) return silent(instance, 'its answer has no check of etcd');
  const alone = withoutOwnCheck(checks);
  if (alone) return silent(instance, `its answer has a check ${alone.name}, but not ${alone.of}`);
  const count = Object.keys(etcd).length;
  if (count > MOST_CHECKS)
    return silent(instance, `its answer has ${count} checks of etcd; at most ${MOST_CHECKS} are read`);
  const failed = Object.keys(etcd).filter((check) => !etcd[check]);
  const reason = failed.length === 0 ? 'all checks of etcd are ok' : `failed: ${failed.join(', ')}`;
  return { instance, answered: true, etcd, reason };
}

/** Whatever is cut short, or not in the documented form, could hide what failed. */
function whyUnreadable(status: number, lines: readonly string[]): string | undefined {
  const end = lines.at(-1) ?? '';
  const said = (line: string) => JSON.stringify(cut(line, SHOWN));
  const [matched, verdict] = END.exec(end) ?? [];
  if (matched === undefined)
    return `its answer does not end as /readyz does: ${said(lines.join('\n').trim())}`;
  if ((verdict === 'passed') !== (status === 200)) return `it answered ${status} with "${end}"`;
  const checks = lines.slice(0, -1);
  const odd = checks.find((line) => !LINE.test(line));
  if (odd !== undefined) return `its answer has a line that is not a check: ${said(odd)}`;
  const failed = checks.find((line) => line.startsWith('[-]'));
  return verdict === 'passed' && failed !== undefined
    ? `its answer says "${end}" beside ${said(failed)}`
    : undefined;
}

/** What was left out was not looked at. */
function checkIn(line: string): readonly Check[] {
  const [matched, good, said, bad] = LINE.exec(line) ?? [];
  return matched === undefined ? [] : [{ name: good ?? bad ?? '', ok: said === 'ok' }];
}

/** By the etcd cluster's check: true when each line about it says ok. By its own name what failed and nobody knows. */
function etcdChecks(checks: readonly Check[]): Readonly<Record<string, boolean>> {
  const etcd: Record<string, boolean> = {};
  for (const { name, ok } of checks) {
    const check = etcdCheckOf(name);
    if (check !== undefined) etcd[check] = ok && etcd[check] !== false;
    else if (name.startsWith('etcd') && !ok) etcd[name.slice(0, SHOWN)] = false;
  }
  return etcd;
}

function etcdCheckOf(name: string): string | undefined {
  const check = name.replace(READINESS, '$1$2');
  return isEtcdCheck(check) ? check : undefined;
}

/** The readiness of an etcd cluster says nothing of it alone. */
function withoutOwnCheck(
  checks: readonly Check[],
): { readonly name: string; readonly of: string } | undefined {
  const names = new Set(checks.map(({ name }) => name));
  return checks.map(({ name }) => ({ name, of: etcdCheckOf(name) ?? name })).find(({ of }) => !names.has(of));
}
