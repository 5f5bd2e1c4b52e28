/** Each breaks the product on purpose at an invariant; the tests named must fail. */
export interface Mutant {
  /** Number of the invariant in docs/architecture.md. */
  readonly invariant: number;
  readonly what: string;
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Jest's path patterns. */
  readonly tests: readonly string[];
}

const INTERLEAVINGS = 'test/unit/interleavings';
const SWAP = 'test/unit/lambdas/swap';
const DOMAIN = 'test/unit/lambdas/shared/domain';

export const MUTANTS: readonly Mutant[] = [
  {
    invariant: 1,
    what: 'a batch does not delete the old fence',
    file: 'lambdas/shared/domain/batches.ts',
    from: "...(standing ? [asChange('DELETE', standing)] : []),",
    to: '',
    tests: [`${DOMAIN}/batches`, SWAP],
  },
  {
    invariant: 1,
    what: 'the new fence is left out of the batch',
    file: 'lambdas/shared/domain/batches.ts',
    from: "        asChange('CREATE', next),\n",
    to: '',
    tests: [`${DOMAIN}/batches`, SWAP],
  },
  {
    invariant: 1,
    what: 'records are written by UPSERT',
    file: 'lambdas/shared/domain/batches.ts',
    from: "add.map((record) => asChange('CREATE', record))",
    to: "add.map((record) => asChange('UPSERT' as 'CREATE', record))",
    tests: [`${DOMAIN}/advance`],
  },
  {
    invariant: 1,
    what: 'the epoch does not grow',
    file: 'lambdas/shared/domain/advance.ts',
    from: 'epoch: standing.epoch + index + 1,',
    to: 'epoch: standing.epoch,',
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 1,
    what: 'a refused batch is taken for accepted (a lost answer is ignored)',
    file: 'lambdas/shared/adapters/route53-zone.ts',
    from: 'return { accepted: false, messages:',
    to: "return { accepted: true, changeId: '', acceptedAt: '' } as never; return { accepted: false, messages:",
    tests: ['test/integration/adapters/route53-zone'],
  },
  {
    invariant: 1,
    what: 'after a refused batch the zone is not read again',
    file: 'lambdas/shared/swap/advance-zones.ts',
    from: 'if (!swap.accepted) return;',
    to: 'if (!swap.accepted) throw new Error(swap.messages.join());',
    tests: [SWAP],
  },
  {
    invariant: 2,
    what: 'a rollback gives up when its first batch loses the race',
    file: 'lambdas/shared/swap/restore-zones.ts',
    from: 'if (fast && (await this.#swapAll(fast))) return;',
    to: 'if (fast) { await this.#swapAll(fast); return; }',
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 2,
    what: 'a rolled-back run may write again',
    file: 'lambdas/shared/domain/advance.ts',
    from: 'if (!expectedFence(fence, goal)) {',
    to: 'if (false) {',
    tests: [`${DOMAIN}/advance`],
  },
  {
    invariant: 2,
    what: 'a rollback applies to whatever run is under way',
    file: 'lambdas/shared/domain/roll-back.ts',
    from: "if (request.run !== '' && request.run !== run.execution) {",
    to: 'if (false) {',
    tests: [`${DOMAIN}/roll-back`, SWAP],
  },
  {
    invariant: 2,
    what: 'a late rollback restores the next run',
    file: 'lambdas/shared/domain/roll-back.ts',
    from: "if (request.run === '' && Date.parse(request.asOf) < Date.parse(run.startedAt)) {",
    to: 'if (false) {',
    tests: [`${DOMAIN}/roll-back`, SWAP],
  },
  {
    invariant: 2,
    what: 'a half-begun run is not shut out before it is called restored',
    file: 'lambdas/restore-legacy/restore-legacy.ts',
    from: "  await world.journal.endRun(state.run.execution, 'restoring', later(world.clock.now(), 0));\n",
    to: '',
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 3,
    what: 'AAAA is skipped',
    file: 'lambdas/shared/domain/record-set.ts',
    from: "export const MOVED_TYPES = ['A', 'AAAA', 'CNAME'] as const;",
    to: "export const MOVED_TYPES = ['A', 'CNAME'] as const;",
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 3,
    what: 'all weights are zero at the start',
    file: 'lambdas/shared/domain/weights.ts',
    from: 'return { legacy: PREFERRED_SUM, cluster: 0 };',
    to: 'return { legacy: 0, cluster: 0 };',
    tests: [INTERLEAVINGS],
  },
  {
    invariant: 4,
    what: 'the before-image is not kept',
    file: 'lambdas/lower-ttl/lower-ttl.ts',
    from: '  await world.journal.saveBeforeImage(run.name, images);\n',
    to: '',
    tests: [SWAP],
  },
  {
    invariant: 4,
    what: 'a rollback leaves the lowered TTL',
    file: 'lambdas/shared/domain/restore.ts',
    from: 'changeName(name, byName.get(name) ?? [], image) ?? []',
    to: 'changeName(name, byName.get(name) ?? [], image.map((r) => (r.TTL ? { ...r, TTL: 60 } : r))) ?? []',
    tests: [SWAP],
  },
  {
    invariant: 5,
    what: 'a foreign write is written over',
    file: 'lambdas/shared/domain/advance.ts',
    from: 'if (!matchStage(held, image, shape, [goal.to, goal.from])) {',
    to: 'if (false) {',
    tests: [`${DOMAIN}/advance`, SWAP],
  },
  {
    invariant: 5,
    what: 'a foreign write within a soak is no reason to hold',
    file: 'lambdas/shared/domain/zone-grounds.ts',
    from: "ground('hold', `Zone",
    to: "ground('pass', `Zone",
    tests: [`${DOMAIN}/soak-verdict`],
  },
  {
    invariant: 6,
    what: 'an alarm that cannot be read is taken for OK',
    file: 'lambdas/shared/domain/alarm-grounds.ts',
    from: "if (!reading.known) return [ground('inconclusive', `Alarm",
    to: "if (!reading.known) return [ground('pass', `Alarm",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an alarm whose history cannot be read is taken for quiet',
    file: 'lambdas/shared/domain/alarm-grounds.ts',
    from: "return [ground('inconclusive', `The history",
    to: "return [ground('pass', `The history",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an alarm that fired and recovered is forgiven',
    file: 'lambdas/shared/domain/alarm-grounds.ts',
    from: 'if (fired.length > 0)',
    to: 'if (false)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'requests that are not known are taken for enough',
    file: 'lambdas/shared/domain/soak-verdict.ts',
    from: "return [ground('inconclusive', `Requests on the cluster",
    to: "return [ground('pass', `Requests on the cluster",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'legacy that cannot be counted is taken for quiet',
    file: 'lambdas/shared/domain/drain-verdict.ts',
    from: "if (!legacy.known) return ground('inconclusive',",
    to: "if (!legacy.known) return ground('pass',",
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'one source that is not known is left out of the sum',
    file: 'lambdas/shared/domain/counted.ts',
    from: 'if (unknown.length > 0)',
    to: 'if (unknown.length === counted.length)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'soaks are extended for ever',
    file: 'lambdas/shared/domain/soak-verdict.ts',
    from: 'if (extensions >= soak.maximumExtensions)',
    to: 'if (false)',
    tests: [`${DOMAIN}/verdict-properties`],
  },
  {
    invariant: 6,
    what: 'an incomplete answer is counted as it is',
    file: 'lambdas/shared/adapters/cloudwatch-sums.ts',
    from: "if (status !== 'Complete')",
    to: 'if (false)',
    tests: ['test/integration/adapters/cloudwatch-metrics'],
  },
  {
    invariant: 6,
    what: 'a load balancer that is gone had no requests',
    file: 'lambdas/shared/adapters/cloudwatch-traffic.ts',
    from: 'return unknown(dnsName, `there is no such',
    to: "return { known: true, source: dnsName, requests: 0, unit: 'request' } as never; return unknown(dnsName, `there is no such",
    tests: ['test/integration/adapters/cloudwatch-traffic'],
  },
];
