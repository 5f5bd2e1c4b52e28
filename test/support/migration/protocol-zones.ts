/** Zones on the strict engine in which a writer finds what a row of the protocol is about. */
import { byName } from '../../../lambdas/migration/domain/advance.ts';
import { type Fence, fenceRecord } from '../../../lambdas/migration/domain/fence.ts';
import { fenceOf, type Milestone, recordsAt } from '../../../lambdas/migration/domain/milestones.ts';
import { type ObservedZone, observe } from '../../../lambdas/migration/domain/observed-zone.ts';
import type { Situation } from '../../../lambdas/migration/domain/protocol/words.ts';
import type { Change, ResourceRecordSet } from '../../../lambdas/migration/domain/record-set.ts';
import { Route53Engine, type ZoneSeed } from '../../../rehearsal/route53/index.ts';
import { EngineZone } from './engine-zone.ts';
import { someShape } from './settings.ts';

export const SHAPE = someShape();
export const FENCE_NAME = '_cutover-shop.shop.test.';
const ZONE_ID = 'Z1SHOP';

/** Who writes the fence that is found. */
export const EXECUTIONS = { nobody: '', mine: 'run-1', 'taken over': 'run-0', other: 'run-9' } as const;
/** Of the fence that is found. */
export const EPOCH = 7;

/** The name that somebody else writes, or that Route 53 refuses to restore. */
export const ODD = 'api.shop.test.';
const IMAGE = [
  address('www.shop.test.', 'A', '192.0.2.10'),
  address('www.shop.test.', 'AAAA', '2001:db8::10'),
  address(ODD, 'A', '192.0.2.11'),
  address('img.shop.test.', 'CNAME', 'legacy.example.com'),
];
export const BEFORE = byName(IMAGE);
const NEIGHBOURS = [
  address('mail.shop.test.', 'A', '192.0.2.25'),
  address('www.shop.test.', 'TXT', '"v=spf1 -all"'),
];

/** Where a writer wants to come from and to. */
export interface Way {
  readonly from: Milestone;
  readonly to: Milestone;
  /** The phase of the fence at the end. */
  readonly ends: Pick<Fence, 'phase' | 'weight'>;
}

export class ProtocolZone {
  readonly #engine = new Route53Engine({ now: () => 0, throttle: false });
  readonly #zone = new EngineZone(this.#engine, ZONE_ID);

  /** @param records beside the names that no migration touches */
  constructor(records: readonly ResourceRecordSet[]) {
    const seed = { id: ZONE_ID, name: 'shop.test', records: [...records, ...NEIGHBOURS] } as ZoneSeed;
    this.#engine.addZone(seed);
  }

  async observe(): Promise<ObservedZone> {
    const names = [...BEFORE.keys()];
    return observe(await this.#zone.read([...names, FENCE_NAME]), names, FENCE_NAME);
  }

  /** Whether Route 53 accepts the batch. */
  async accepts(changes: readonly Change[]): Promise<boolean> {
    return (await this.#zone.swap(changes, '')).accepted;
  }

  /** All that it contains, in an order that compares. */
  records(): readonly ResourceRecordSet[] {
    return sorted(this.#engine.records(ZONE_ID).filter(({ Type }) => Type !== 'NS' && Type !== 'SOA'));
  }
}

/** What a zone contains, in an order that compares. */
export function zoneOf(
  names: readonly ResourceRecordSet[],
  fence: readonly ResourceRecordSet[],
): readonly ResourceRecordSet[] {
  return sorted([...names, ...fence, ...NEIGHBOURS]);
}

/** The names at a stage, but `ODD` at another. */
export function namesAt(stage: Milestone, odd: Milestone = stage): readonly ResourceRecordSet[] {
  return IMAGE.flatMap((record) => recordsAt(record.Name === ODD ? odd : stage, [record], SHAPE));
}

/** The names as the situation says. */
export function namesIn({ names }: Situation, { from, to }: Way): readonly ResourceRecordSet[] {
  switch (names) {
    case 'from':
      return namesAt(from);
    case 'mixed':
    case 'refused':
      return namesAt(to, from);
    case 'to':
      return namesAt(to);
    case 'foreign':
      return [...namesAt(from).filter(({ Name }) => Name !== ODD), address(ODD, 'A', '203.0.113.66')];
    case 'unread':
      return namesAt(from);
  }
}

/** What stands at the fence's name, as the situation says. */
export function fenceIn({ fence, whose }: Situation, { from, ends }: Way): readonly ResourceRecordSet[] {
  const says = (phase: Fence['phase'], weight: number) => [
    fenceRecord(FENCE_NAME, { migration: 'shop', epoch: EPOCH, phase, weight, execution: EXECUTIONS[whose] }),
  ];
  switch (fence) {
    case 'absent':
      return [];
    case 'damaged':
      return [{ Name: FENCE_NAME, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: '"out of order"' }] }];
    case 'from':
      return says(fenceOf(from).phase, fenceOf(from).weight);
    case 'to':
      return says(ends.phase, ends.weight);
    case 'under way':
      return says('shift', 33);
    case 'closed':
      return says('closed', 99);
    case 'restoring':
    case 'restored':
      return says(fence, 0);
  }
}

function address(Name: string, Type: string, Value: string): ResourceRecordSet {
  return { Name, Type, TTL: 300, ResourceRecords: [{ Value }] };
}

function sorted(records: readonly ResourceRecordSet[]): readonly ResourceRecordSet[] {
  const key = ({ Name, Type, SetIdentifier = '' }: ResourceRecordSet) => `${Name} ${Type} ${SetIdentifier}`;
  return records.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
