/** What the live view shows of a migration: who has the names and the requests, and the alarms. */

import { displayName } from '../../../lambdas/shared/contract/dns-names.ts';
import { shareOf } from '../../checks/migration/shares.ts';
import type { Scene } from '../../scenes/migration/scene.ts';
import { grouped } from '../../text/numbers.ts';
import { dim, green, red, yellow } from '../../text/style.ts';
import { column, isWide } from '../frame.ts';

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
/** Of the names, in a narrow terminal. */
const NARROW = 18;

/** @param width characters that a line may have */
export function migrationBody(scene: Scene, width: number): readonly string[] {
  return sharesLines(sharesOf(scene), width);
}

export function sharesLines({ names, traffic, alarms }: Shares, width: number): readonly string[] {
  // A low terminal shows the first of them.
  return [
    `${column('alarms', width, NARROW)} ${alarmsText(alarms)}`,
    ...trafficLines(traffic, width),
    ...names.map((name) => shareLine(name, width)),
  ];
}

function sharesOf(scene: Scene): Shares {
  const minute = scene.world.minutes.at(-1);
  const { platforms } = scene;
  const legacy = servedBy(platforms.legacy, minute);
  const cluster = servedBy([platforms.cluster], minute);
  return {
    names: scene.zoneIds.flatMap((zoneId) => namesIn(scene, zoneId)),
    traffic: {
      legacy: legacy.requests,
      cluster: cluster.requests,
      failed: legacy.failed + cluster.failed,
      lost: (minute?.unanswered ?? 0) + (minute?.astray ?? 0),
    },
    alarms: scene.world.alarms.map(({ definition, status }) => ({
      name: definition.name,
      state: status.state,
    })),
  };
}

function servedBy(
  platforms: readonly { readonly id: string }[],
  minute: Scene['world']['minutes'][number] | undefined,
): { readonly requests: number; readonly failed: number } {
  const served = platforms.flatMap(({ id }) => minute?.served.get(id) ?? []);
  return {
    requests: served.reduce((sum, { requests }) => sum + requests, 0),
    failed: served.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** What DNS serves now. A name that leads to another one has that one's part. */
function namesIn({ engine, estate, platforms, zoneIds }: Scene, zoneId: string): NameShare[] {
  const view = engine.served(zoneId);
  const views = zoneIds.map((id) => engine.served(id));
  return estate.movedNames(zoneId).map((name) => {
    const hasAnswer = (['A', 'CNAME'] as const).some((type) => engine.shares(view, name, type).length > 0);
    return {
      name: displayName(name),
      cluster: hasAnswer ? shareOf(platforms.cluster, { name, type: 'A' }, views, engine) : undefined,
    };
  });
}

function shareLine({ name, cluster }: NameShare, width: number): string {
  const share = cluster === undefined ? red('no answer') : shareText(cluster, width);
  return `${column(name, width, NARROW)} ${share}`;
}

function trafficLines(traffic: Shares['traffic'], width: number): readonly string[] {
  const { legacy, cluster, failed, lost } = traffic;
  const all = legacy + cluster;
  const share = all === 0 ? 0 : cluster / all;
  const errors = failed > 0.01 * all ? red(`${grouped(failed)} errors`) : `${grouped(failed)} errors`;
  const outage = lost > 0 ? `, ${red(`${grouped(lost)} lost`)}` : '';
  return [
    `${column('requests seen', width, NARROW)} ${shareText(share, width)}`,
    `${column('a minute', width, NARROW)} ${grouped(all)}, ${errors}${outage}`,
  ];
}

/** Those that are not OK by name, first, and what they are before that: a line may have no room for all of it. */
function alarmsText(alarms: Shares['alarms']): string {
  const others = alarms.filter(({ state }) => state !== 'OK');
  const ok = alarms.length - others.length;
  const named = others.map(({ name, state }) => `${state === 'ALARM' ? red(state) : yellow(state)} ${name}`);
  return [...named, ...(ok > 0 ? [green(`${ok} OK`)] : [])].join(', ');
}

function shareText(part: number, width: number): string {
  return `${isWide(width) ? `${bar(part)} ` : ''}cluster ${percent(part)}`;
}

function bar(part: number): string {
  const filled = Math.round(part * BAR);
  return `${green('█'.repeat(filled))}${dim('░'.repeat(BAR - filled))}`;
}

function percent(part: number): string {
  return `${(part * 100).toFixed(part > 0 && part < 0.1 ? 1 : 0)} %`;
}
