import type { ComputeEngine } from '../../compute/index.ts';
import type { Simulation } from '../../stage/director.ts';
import type { Chronicle } from '../../text/chronicle.ts';
import { alarmEvent, type BusEvent } from '../../world/alarm-event.ts';
import type { World } from '../../world/world.ts';
import type { Elsewhere } from './elsewhere.ts';

/** The machines' clock, which the world's never leaves behind. */
export interface MachineTime {
  now: number;
}

export interface Simulated {
  readonly world: World;
  readonly machines: ComputeEngine;
  readonly time: MachineTime;
  readonly elsewhere: Elsewhere;
  /** After each change of the machines. */
  readonly onChange: () => void;
  /** How often anybody has changed the zones. */
  readonly zoneChanges: () => number;
}

/** Machines and world advance together: whoever serves a minute is who was there in it. */
export function simulationOf(
  { world, machines, time, elsewhere, onChange, zoneChanges }: Simulated,
  chronicle: Chronicle,
): Simulation {
  let transitions = 0;
  const live = (until: number): readonly BusEvent[] =>
    world.advanceTo(until).flatMap((transition) => {
      const { alarm, at, from, to } = transition;
      transitions++;
      chronicle.add('alarm', `${alarm}: ${from.state} -> ${to.state}`, at);
      const definition = world.alarms.find((each) => each.definition.name === alarm)?.definition;
      return definition ? [alarmEvent(definition, transition)] : [];
    });
  return {
    advanceTo: (now) => {
      const events: BusEvent[] = [];
      for (let next = time.now; next < now; ) {
        next = machines.lookAhead(now) ?? now;
        events.push(...live(next));
        time.now = next;
        events.push(...machines.advanceTo(next));
        onChange();
      }
      return [...events, ...elsewhere.advanceTo(now)];
    },
    version: () => `${transitions} alarms, ${zoneChanges()} zones`,
    lookAhead: (until) =>
      earliest(world.lookAhead(until), machines.lookAhead(until), elsewhere.lookAhead(until)),
  };
}

function earliest(...moments: readonly (number | undefined)[]): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
