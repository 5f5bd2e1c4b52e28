/**
 * Which moved names the clients in a VPC ask a private zone for, and so never see moved. Resolver takes the private zone of
 * the VPC with the longest name that the asked one lies in, whichever public zone has it; what that zone lacks is NXDOMAIN.
 * Source: Route 53 Developer Guide, "Considerations when working with a private hosted zone".
 */
import { isWithin } from '../../shared/contract/dns-names.ts';
import type { Answering } from './answering-zones.ts';
import type { ListedPrivateZone, PrivateZone, Vpc } from './private-zone.ts';

export interface Moved {
  readonly names: readonly string[];
  /** Whose record sets the public zones answer a name with. */
  readonly answering: Answering;
}

/** What a private zone hides of the migration. */
export interface Shadow {
  readonly zone: PrivateZone;
  readonly names: readonly string[];
  /** Where it does; it may be associated with more. */
  readonly vpcs: readonly Vpc[];
}

/** What may be asked for, and the moved name that would answer it in public. */
interface Question {
  readonly asked: string;
  readonly moved: string;
}

/** The zones that hide moved names, unless zones with longer names are in the same VPCs: of these the VPCs must be known. */
export function covering<Listed extends ListedPrivateZone>(zones: readonly Listed[], moved: Moved): Listed[] {
  const covered = new Set(questionsOf(zones, moved).flatMap(({ asked }) => ancestorsOf(asked)));
  return zones.filter(({ name }) => covered.has(name));
}

/** A zone whose VPCs aren't known hides whatever lies in it. */
export function shadowsOf(zones: readonly PrivateZone[], moved: Moved): Shadow[] {
  const questions = questionsOf(zones, moved);
  return zones.flatMap((zone) => {
    const within = questions.filter(({ asked }) => isWithin(asked, zone.name));
    if (!zone.vpcs.known) return shadow(zone, [], within);
    const taken = zone.vpcs.value
      .map((vpc) => ({ vpc, questions: leftBy(longerIn(vpc, zones, zone), within) }))
      .filter((one) => one.questions.length > 0);
    return shadow(
      zone,
      taken.map(({ vpc }) => vpc),
      taken.flatMap((one) => one.questions),
    );
  });
}

function shadow(zone: PrivateZone, vpcs: readonly Vpc[], questions: readonly Question[]): Shadow[] {
  const names = [...new Set(questions.map(({ moved }) => moved))];
  return names.length === 0 ? [] : [{ zone, names, vpcs }];
}

function longerIn({ id }: Vpc, zones: readonly PrivateZone[], { name }: PrivateZone): PrivateZone[] {
  return zones.filter(
    (other) =>
      other.name.length > name.length && other.vpcs.known && other.vpcs.value.some((vpc) => vpc.id === id),
  );
}

function leftBy(zones: readonly PrivateZone[], questions: readonly Question[]): Question[] {
  return questions.filter(({ asked }) => !zones.some(({ name }) => isWithin(asked, name)));
}

/** A wildcard is asked for by many names: by any that lies in no private zone of its own, and by those of such zones. */
function questionsOf(zones: readonly ListedPrivateZone[], { names, answering }: Moved): Question[] {
  const moved = new Set(names);
  const own = zones.flatMap(({ name: asked }) => {
    const name = answering(asked)?.name;
    return name !== undefined && moved.has(name) ? [{ asked, moved: name }] : [];
  });
  return [...names.map((name) => ({ asked: name, moved: name })), ...own];
}

/** The name itself, and all that it lies in. */
function ancestorsOf(name: string): string[] {
  const labels = name.split('.').slice(0, -1);
  return labels.map((_, i) => `${labels.slice(i).join('.')}.`);
}
