import type { Chronicle } from '../chronicle.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { CLUSTER_DNS_NAME, CLUSTER_ID, LEGACY_ID } from '../shop/load-balancers.ts';
import { MOVED_NAMES } from '../shop/zones.ts';
import type { Situation } from '../stage/offline-aws.ts';
import type { Scene } from '../stage/scene.ts';
import { type Frame, frameLines, happeningLine, type NameShare } from './frame.ts';
import { Screen } from './screen.ts';

/** Shows a scenario while it is played. */
export interface View {
  /** What is being done before and between the scenarios. */
  progress(step: string): void;
  begin(scenario: Scenario, scene: Scene, chronicle: Chronicle): void;
  /** Told again and again while the scenario is played. */
  see(situation: Situation): void;
  end(): void;
  say(lines: readonly string[]): void;
}

export function makeView(out: NodeJS.WriteStream): View {
  return out.isTTY ? new LiveView(out) : new PlainView(out);
}

class PlainView implements View {
  readonly #out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin(scenario: Scenario, _scene: Scene, chronicle: Chronicle): void {
    this.say(['', `${scenario.name}: ${scenario.about}`]);
    chronicle.onTold((happening) => this.say([happeningLine(happening)]));
  }

  see(): void {}

  end(): void {
    this.say(['']);
  }

  say(lines: readonly string[]): void {
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
  }
}

const REDRAW_EVERY_MS = 100;
const ROWS_LEFT_FREE = 2;

class LiveView implements View {
  readonly #out: NodeJS.WriteStream;
  readonly #screen: Screen;
  #timer: NodeJS.Timeout | undefined;
  #draw: () => void = () => {};
  #situation: Situation | undefined;

  constructor(out: NodeJS.WriteStream) {
    this.#out = out;
    this.#screen = new Screen(out);
  }

  progress(step: string): void {
    this.say([`... ${step}`]);
  }

  begin(scenario: Scenario, scene: Scene, chronicle: Chronicle): void {
    this.#situation = undefined;
    this.say(['']);
    this.#draw = () => {
      const frame = frameOf(scenario, scene, chronicle, this.#situation);
      const lines = frameLines(frame, (this.#out.rows ?? 40) - ROWS_LEFT_FREE, this.#out.columns ?? 120);
      this.#screen.draw(lines);
    };
    this.#draw();
    this.#timer = setInterval(this.#draw, REDRAW_EVERY_MS);
  }

  see(situation: Situation): void {
    this.#situation = situation;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#draw = () => {};
    this.#screen.end();
    this.say(['']);
  }

  say(lines: readonly string[]): void {
    this.#out.write(lines.map((line) => `${line}\n`).join(''));
  }
}

function frameOf(
  scenario: Scenario,
  scene: Scene,
  chronicle: Chronicle,
  situation: Situation | undefined,
): Frame {
  const minute = scene.world.minutes.at(-1);
  const [legacy, cluster] = [LEGACY_ID, CLUSTER_ID].map((id) => minute?.served.get(id));
  return {
    title: `${scenario.name}: ${scenario.about}`,
    start: scene.start,
    now: situation?.now ?? scene.start,
    executions: situation?.executions.filter(({ started }) => Date.parse(started) >= scene.start) ?? [],
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
    happenings: chronicle.happenings,
  };
}

/** What DNS serves now. */
function namesIn({ engine }: Scene, zoneId: string): NameShare[] {
  const view = engine.served(zoneId);
  return (MOVED_NAMES[zoneId] ?? []).map((name) => {
    const shares = [...engine.shares(view, name, 'A'), ...engine.shares(view, name, 'CNAME')];
    const onCluster = shares.filter(({ record }) => targetOf(record) === CLUSTER_DNS_NAME);
    return {
      name: name.replace('\\052', '*').replace(/\.$/, ''),
      cluster: shares.length === 0 ? undefined : onCluster.reduce((sum, { share }) => sum + share, 0),
    };
  });
}

function targetOf({
  AliasTarget,
  ResourceRecords,
}: ReturnType<Scene['engine']['shares']>[number]['record']): string {
  return AliasTarget?.DNSName ?? `${ResourceRecords?.[0]?.Value.replace(/\.$/, '')}.`;
}
