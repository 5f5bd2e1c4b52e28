/** What the live view shows of a migration: who has the names and the requests, and the alarms. */

import { displayName, dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { CLUSTER_DNS_NAME, CLUSTER_ID, LEGACY_ID } from '../../shop/migration/load-balancers.ts';
import { MOVED_NAMES } from '../../shop/migration/zones.ts';
import { grouped } from '../../text/numbers.ts';
import { dim, green, red, yellow } from '../../text/style.ts';
import { NAME_WIDTH } from '../frame.ts';

export interface NameShare {
  readonly name: string;
  /** The cluster's part of the answers (0–1); undefined when the name has none. */
  readonly cluster: number | undefined;
}

export interface Shares {
  readonly names: readonly NameShare[];
  /** The last whole minute. */
  readonly traffic: {
    readonly legacy: number;
    readonly cluster: number;
    readonly failed: number;
    readonly lost: number;
  };
  readonly alarms: readonly { readonly name: string; readonly state: string }[];
}

const BAR = 30;

export function migrationBody(scene: Scene): readonly string[] {
  return sharesLines(sharesOf(scene));
}

export function sharesLines({ names, traffic, alarms }: Shares): readonly string[] {
  return [
    ...names.map(({ name, cluster }) => shareLine(name, cluster)),
    trafficLine(traffic),
    `${'alarms'.padEnd(NAME_WIDTH)} ${alarms.map(alarmText).join('   ')}`,
  ];
}

function sharesOf(scene: Scene): Shares {
  const minute = scene.world.minutes.at(-1);
  const [legacy, cluster] = [LEGACY_ID, CLUSTER_ID].map((id) => minute?.served.get(id));
  return {
    names: scene.zoneIds.flatMap((zoneId) => namesIn(scene, zoneId)),
    traffic: {
      legacy: legacy?.requests ?? 0,
      cluster: cluster?.requests ?? 0,
      failed: (legacy?.failed ?? 0) + (cluster?.failed ?? 0),
      lost: (minute?.unanswered ?? 0) + (minute?.astray ?? 0),
    },
    alarms: scene.world.alarms.map(({ definition, status }) => ({
      name: definition.name,
      state: status.state,
    })),
  };
}

/** What DNS serves now. */
function namesIn({ engine }: Scene, zoneId: string): NameShare[] {
  const view = engine.served(zoneId);
  return (MOVED_NAMES[zoneId] ?? []).map((name) => {
    const shares = [...engine.shares(view, name, 'A'), ...engine.shares(view, name, 'CNAME')];
    const onCluster = shares.filter(({ record }) => targetOf(record) === CLUSTER_DNS_NAME);
    return {
      name: displayName(name),
      cluster: shares.length === 0 ? undefined : onCluster.reduce((sum, { share }) => sum + share, 0),
    };
  });
}

function targetOf({
  AliasTarget,
  ResourceRecords,
}: ReturnType<Scene['engine']['shares']>[number]['record']): string {
  return AliasTarget?.DNSName ?? dotted(ResourceRecords?.[0]?.Value ?? '');
}

function shareLine(name: string, cluster: number | undefined): string {
  if (cluster === undefined) return `${name.padEnd(NAME_WIDTH)} ${red('no answer')}`;
  return `${name.padEnd(NAME_WIDTH)} ${bar(cluster)} cluster ${percent(cluster)}`;
}

function trafficLine({ legacy, cluster, failed, lost }: Shares['traffic']): string {
  const all = legacy + cluster;
  const share = all === 0 ? 0 : cluster / all;
  const errors = failed > 0.01 * all ? red(`${grouped(failed)} errors`) : `${grouped(failed)} errors`;
  const outage = lost > 0 ? `, ${red(`${grouped(lost)} lost`)}` : '';
  return `${'requests seen'.padEnd(NAME_WIDTH)} ${bar(share)} cluster ${percent(share)}, ${grouped(all)} a minute, ${errors}${outage}`;
}

function alarmText({ name, state }: { readonly name: string; readonly state: string }): string {
  return `${name} ${state === 'OK' ? green(state) : state === 'ALARM' ? red(state) : yellow(state)}`;
}

function bar(part: number): string {
  const filled = Math.round(part * BAR);
  return `${green('█'.repeat(filled))}${dim('░'.repeat(BAR - filled))}`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;
}
