import { displayName } from '../../../../shared/contract/dns-names.ts';
import { countOf } from '../../../../shared/domain/text.ts';
import { compact } from '../compact.ts';
import { ownershipClaims } from '../external-dns/claims.ts';
import { type Remark, remarks } from '../finding.ts';
import { judgeFences } from './judge-fences.ts';
import { judgeUnconfigured } from './judge-follows.ts';
import { judgeLabel } from './judge-label.ts';
import { judgeName } from './judge-name.ts';
import { judgeFenceProtection } from './judge-protections.ts';
import { answersOf } from './judge-target.ts';
import { judgeZone } from './judge-zone.ts';
import type { Asking, TargetSeen, ZoneSeen } from './seen.ts';

/** The findings about one zone and its names: at least one about the zone. */
export function judgeZoneAndNames(seen: ZoneSeen, target: TargetSeen, asking: Asking): readonly Remark[] {
  const fences = judgeFences(seen, asking);
  const held = fences.some(({ code }) => HOLDS_THE_NAMES.has(code));
  const names = held
    ? { seen: 'Its names are as another run left them.', findings: [] }
    : judgeNames(seen, target, asking);
  const summary = remarks.pass(displayName(seen.settings.name), 'zone-read', {
    seen: `The zone contains ${countOf(seen.zone.records.length, 'record set')}. ${names.seen}`,
    why: 'Every name is checked before the first one is changed.',
  });
  const zone = [...judgeZone(seen), ...judgeLabel(seen), ...judgeFenceProtection(seen)];
  return compact([summary, ...zone, ...fences, ...names.findings]);
}

/**
 * While another run has the zone, its names are as that run wrote them. What is odd about them is not for a person to
 * fix: the finding about the fence says what to do.
 */
const HOLDS_THE_NAMES = new Set(['run-open', 'migration-closed']);

function judgeNames(
  seen: ZoneSeen,
  target: TargetSeen,
  asking: Asking,
): { readonly seen: string; readonly findings: readonly Remark[] } {
  const claims = ownershipClaims(seen.zone.records);
  const answers = answersOf(target);
  const names = seen.settings.records;
  const againstNames = names.map((name) => judgeName(name, seen, asking, answers, claims));
  const untroubled = againstNames.filter((findings) => findings.every(({ level }) => level !== 'fail'));
  return {
    seen: `${untroubled.length} of ${countOf(names.length, 'name')} can be moved.`,
    findings: [...againstNames.flat(), ...judgeUnconfigured(seen)],
  };
}
