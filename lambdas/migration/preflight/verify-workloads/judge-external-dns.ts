import { shortened, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { type Askers, fightOver, inWords, type MovedName } from '../../domain/workloads/external-dns.ts';
import { shown } from '../../domain/workloads/named.ts';
import type { Deployment } from '../../domain/workloads/objects.ts';
import { notes } from './notes.ts';

export const WHY_EXTERNAL_DNS =
  'external-dns writes records by itself, every minute. A name must have one writer while it is moved.';
const MOST_NAMED = 5;

export function judgeExternalDns(
  deployments: readonly Deployment[],
  names: readonly MovedName[],
  askers: Askers,
): readonly Finding[] {
  const running = deployments.filter(({ externalDns }) => externalDns !== undefined);
  if (running.length === 0)
    return [
      notes.pass('external-dns', 'external-dns-leaves-names', {
        seen: 'No Deployment of the cluster runs it.',
        why: WHY_EXTERNAL_DNS,
      }),
    ];
  return running.flatMap((each) => judgeOne(each, names, askers));
}

function judgeOne(deployment: Deployment, names: readonly MovedName[], askers: Askers): readonly Finding[] {
  const { externalDns = { flags: {} } } = deployment;
  const subject = shown('external-dns', deployment);
  const settings = inWords(externalDns);
  const fights = names.map((moved) => ({ ...moved, ...fightOver(moved, externalDns, askers) }));
  const wrong = fights.flatMap(({ name, verdict, because }) => {
    const said = { seen: `It runs with ${settings}. For ${name}: ${because}.`, why: WHY_EXTERNAL_DNS };
    const of = `${subject} (${name})`;
    if (verdict === 'yes') return notes.fail(of, 'external-dns-fights', { ...said, toDo: EXCLUDE });
    return verdict === 'open' ? notes.unknown(of, 'external-dns-may-fight', { ...said, toDo: SEE }) : [];
  });
  if (wrong.length > 0) return wrong;
  const reasons = [...new Set(fights.map(({ because }) => because))];
  return [
    notes.pass(subject, 'external-dns-leaves-names', {
      seen: `It runs with ${settings}. It leaves the moved names alone: ${shortened(reasons, MOST_NAMED, 'reasons').join('; ')}.`,
      why: WHY_EXTERNAL_DNS,
    }),
  ];
}

export function ownersNotRead(why: string): Finding {
  return notes.fail('external-dns', 'external-dns-owners-unread', {
    seen: `Who owns the names by the zones could not be read: ${withoutEnd(why)}.`,
    why: WHY_EXTERNAL_DNS,
    toDo: 'Fix what the message says, then start again.',
  });
}

const EXCLUDE =
  'Until the migration is over, exclude the name (`--exclude-domains`), or have what asks for it ask another controller (annotation `external-dns.alpha.kubernetes.io/controller`).';
const SEE = `See in its log whether it plans changes of the name. If not, accept this finding. Else: ${EXCLUDE}`;
