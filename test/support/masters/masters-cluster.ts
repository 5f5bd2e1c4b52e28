/** A cluster of healthy masters, for tests to break. */

import type { Phase, ReplacementRef, ReplacePayload } from '../../../lambdas/masters/contract/payloads.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type { EtcdVolume, MasterHealth, MastersView } from '../../../lambdas/masters/contract/view.ts';
import type { Lease } from '../../../lambdas/masters/domain/lease.ts';
import type { Replacement } from '../../../lambdas/masters/domain/replacement.ts';
import { changeReplacement } from '../../../lambdas/masters/lease/change-replacement.ts';
import { describeMasters } from '../../../lambdas/masters/replace-master/describe-masters/describe-masters.ts';
import { MemoryAutoScaling } from '../../fakes/masters/memory-auto-scaling.ts';
import { MemoryInstances } from '../../fakes/masters/memory-instances.ts';
import { MemoryMastersJournal } from '../../fakes/masters/memory-masters-journal.ts';
import { MemoryTargets } from '../../fakes/masters/memory-targets.ts';
import { RecordingTopic } from '../../fakes/recording-topic.ts';
import { replacementOf, someMastersSettings } from './masters.ts';

const ARN = 'arn:aws:states:us-west-1:111122223333:execution:shop-masters-ReplaceMaster';
const START = Date.parse('2027-03-01T00:00:00Z');

/**
 * `control-plane-a.masters…`, instance `i-a`, volumes `vol-main-a` and `vol-events-a`, and so on. The name's first letter is
 * that of the zone: `a1` and `a2` are in one.
 */
export class Masters {
  now = START;
  readonly clock = { now: () => this.now };
  readonly settings: MastersSettings;
  readonly journal = new MemoryMastersJournal();
  readonly autoScaling = new MemoryAutoScaling();
  readonly instances = new MemoryInstances();
  readonly targets = new MemoryTargets();
  readonly topic = new RecordingTopic();
  readonly run = { name: 'i-a-1', arn: `${ARN}:i-a-1`, startedAt: '2027-03-01T00:00:00Z' };
  /** That of the first one. */
  readonly ref: ReplacementRef;
  /** Every API server refuses the token. */
  tokenRefused = false;
  /** By instance: those that are not here are silent. */
  readonly answers = new Map<string, Readonly<Record<string, boolean>>>();

  constructor(names: readonly string[] = ['a', 'b', 'c'], settings: Partial<MastersSettings> = {}) {
    this.settings = someMastersSettings({ heartbeatSeconds: 300, ...settings });
    const [first = ''] = names;
    this.ref = { id: `i-${first}`, group: groupNameOf(first), instance: `i-${first}`, attempt: 1 };
    for (const name of names) {
      const instances = [{ id: `i-${name}`, lifecycle: 'InService', zone: zoneOf(name) }];
      this.autoScaling.found.set(groupNameOf(name), { ...aGroup(name), instances });
      for (const etcdCluster of ['main', 'events'])
        this.addVolume(`vol-${etcdCluster}-${name}`, { etcdCluster, member: name, members: names });
      this.launch(name, `i-${name}`);
    }
  }

  get world() {
    const { clock, settings, journal, autoScaling, instances, targets, topic } = this;
    return { clock, settings, journal, autoScaling, instances, targets, topic };
  }

  /** An instance that runs, has the volumes, answers as healthy and is in the load balancer. */
  launch(name: string, id: string, lifecycle = 'InService'): void {
    this.instances.known.set(id, {
      id,
      state: 'running',
      stateReason: '',
      zone: zoneOf(name),
      address: `10.0.0.${id.charCodeAt(2)}`,
      launchedAt: this.at(),
      tags: {},
    });
    this.autoScaling.setLifecycle(groupNameOf(name), id, lifecycle);
    for (const volume of [`vol-main-${name}`, `vol-events-${name}`]) this.instances.attach(volume, id);
    this.answers.set(id, { etcd: true, 'etcd-override-0': true });
    for (const place of aGroup(name).targetGroupArns) this.targets.set(place, id, 'healthy');
  }

  /** Has terminated, and its volumes are free. */
  kill(name: string, id = `i-${name}`): void {
    this.instances.setState(id, 'terminated');
    this.autoScaling.setLifecycle(groupNameOf(name), id, '');
    this.answers.delete(id);
    for (const { id: volume, attachedTo } of this.instances.volumes.values())
      if (attachedTo === id) this.instances.attach(volume, '');
  }

  /** Holds the victim in our hook, with the token `token`. */
  hold(token = 'token'): void {
    const { group, instance } = this.ref;
    this.autoScaling.setLifecycle(group, instance, 'Terminating:Wait');
    this.autoScaling.waits.push({ group, hook: this.settings.hooks.terminating, instance, token });
  }

  /** EC2 warns of an instance. */
  async warn(id: string): Promise<void> {
    await this.journal.putWarnings(await this.journal.warnings(), { [id]: this.at() });
  }

  addVolume(id: string, volume: Pick<EtcdVolume, 'etcdCluster' | 'member' | 'members'>): void {
    this.instances.volumes.set(id, {
      ...volume,
      id,
      zone: zoneOf(volume.member),
      state: 'available',
      attachedTo: '',
      attachment: '',
    });
  }

  /** One more etcd cluster, whose volumes `vol-<etcd cluster>-a` and so on are where those of `main` are. */
  addEtcd(etcdCluster: string): void {
    for (const { member, members, attachedTo } of [...this.instances.volumes.values()].filter(
      (volume) => volume.etcdCluster === 'main',
    )) {
      this.addVolume(`vol-${etcdCluster}-${member}`, { etcdCluster, member, members });
      this.instances.attach(`vol-${etcdCluster}-${member}`, attachedTo);
    }
  }

  /** Opens the replacement of the first master, with the lease, and returns what its execution hands on. */
  async begin(change: Partial<Replacement> = {}, lease: Partial<Lease> = {}): Promise<ReplacePayload> {
    const { run, ref } = this;
    await this.journal.putReplacement(undefined, { ...this.opened(), ...change });
    const holder = { executionArn: run.arn, replacement: ref.id, since: this.at(), reason: 'test' };
    await this.journal.putLease(await this.journal.lease(), { fencing: 1, holder, recovering: [], ...lease });
    return this.payload('gate');
  }

  opened(): Replacement {
    return replacementOf(this.ref.id, { ...this.ref, since: this.at(), statusAt: this.at() });
  }

  payload(phase: Phase): ReplacePayload {
    return { run: this.run, replacement: this.ref, phase, fencing: 1 };
  }

  async kept(): Promise<Replacement> {
    return await changeReplacement(this.journal, this.ref.id, (one) => one);
  }

  async change(change: Partial<Replacement>): Promise<void> {
    await changeReplacement(this.journal, this.ref.id, (one) => ({ ...one, ...change }));
  }

  async view(): Promise<MastersView> {
    return await describeMasters({ replacement: this.ref }, this.world);
  }

  health(): readonly MasterHealth[] {
    return [...this.instances.known.keys()].map((instance) => {
      if (this.tokenRefused)
        return { instance, answered: false, failure: 'refused', etcd: {}, reason: 'it answered 401' };
      const etcd = this.answers.get(instance);
      return etcd
        ? { instance, answered: true, etcd, reason: 'answered' }
        : { instance, answered: false, failure: 'silent', etcd: {}, reason: 'no answer' };
    });
  }

  async judged(phase: Phase = 'gate') {
    return { ...this.payload(phase), view: await this.view(), health: this.health() };
  }

  at(seconds = 0): string {
    return new Date(this.now + seconds * 1000).toISOString();
  }
}

export function groupNameOf(name: string): string {
  return `control-plane-${name}.masters.k8s.shop.test`;
}

function zoneOf(name: string): string {
  return `us-west-1${name[0]}`;
}

function aGroup(name: string) {
  return {
    name: groupNameOf(name),
    zones: [zoneOf(name)],
    desired: 1,
    suspended: [],
    targetGroupArns: ['arn:tcp'],
    loadBalancers: [],
    instances: [],
  };
}
