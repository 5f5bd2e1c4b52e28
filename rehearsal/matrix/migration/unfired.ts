/** Alarms that nothing fires. */

import { readsOf } from '../../trials/migration/reads.ts';
import type { Published, Sighted, Sightings } from '../../trials/migration/sightings.ts';
import type { Subject } from '../../trials/migration/subject.ts';
import { notKnown, useless, type Why } from '../../trials/migration/why.ts';
import type { AlarmDefinition, MetricAlarmDefinition } from '../../world/alarm-definition.ts';
import { samplesFor } from '../../world/metric-alarm.ts';
import { noDataOf, otherBalancer } from './why-no-data.ts';
import { valuesOf } from './why-values.ts';

export interface Unfired extends Why {
  readonly alarm: string;
}

type Seen = Pick<Sightings, 'all' | 'published' | 'fired'>;

type Watched = Pick<Subject, 'alarms' | 'definitions' | 'notEvaluated' | 'cluster' | 'others' | 'steps'>;

/** @param worst what alarms saw of the worst that can happen */
export function unfiredAlarms(subject: Watched, seen: Seen, worst: Seen): readonly Unfired[] {
  const judge = new Judge(subject, seen, worst);
  return subject.alarms
    .filter((name) => !seen.fired.has(name))
    .map((alarm) => ({ alarm, ...judge.whyOf(alarm) }));
}

/** An alarm that keeps its state for want of samples, whatever it sees. */
export interface HeldBack {
  readonly alarm: string;
  readonly statistic: string;
  /** The most that its evaluation periods had. */
  readonly samples: number;
  readonly needed: number;
}

export function heldBackAlarms(
  names: readonly string[],
  definitions: readonly AlarmDefinition[],
  { all, fired }: Pick<Seen, 'all' | 'fired'>,
): readonly HeldBack[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== 'metric' || !names.includes(definition.name) || fired.has(definition.name))
      return [];
    const of = sightedBy(all, definition.name);
    const needed = samplesFor(definition);
    if (!of || of.breaching === 0 || of.samples >= needed || !('metric' in definition.watched)) return [];
    return [{ alarm: definition.name, statistic: definition.watched.statistic, samples: of.samples, needed }];
  });
}

class Judge {
  readonly #subject: Watched;
  readonly #seen: Seen;
  readonly #worst: Seen;
  readonly #published: readonly Published[];

  constructor(subject: Watched, seen: Seen, worst: Seen) {
    this.#subject = subject;
    this.#seen = seen;
    this.#worst = worst;
    this.#published = [...seen.published, ...worst.published];
  }

  whyOf(name: string): Why {
    const { definitions, notEvaluated } = this.#subject;
    const definition = definitions.find((each) => each.name === name);
    if (definition?.kind === 'metric') return this.#whyMetric(definition);
    if (definition) return this.#whyComposite(definition);
    return notEvaluated.get(name) ?? notKnown('The snapshot has no alarm of this name.');
  }

  /** It needs several at once, perhaps: of those that fire by themselves nothing is said. */
  #whyComposite({ name, rule, ruleText }: AlarmDefinition & { readonly kind: 'composite' }): Why {
    const quiet = rule.children
      .filter((child) => !this.#seen.fired.has(child))
      .map((child) => ({ child, ...this.whyOf(child) }));
    const isUnknown = quiet.some(({ verdict }) => verdict === 'not known');
    const known = this.#worst.fired.has(name) ? 'not reached' : 'useless';
    const together = quiet.length === 0 ? ' Each alarm in it fires, but never so that the rule is true.' : '';
    return {
      verdict: isUnknown ? 'not known' : known,
      why: [
        `Its rule was never true: ${ruleText}.${together}`,
        ...quiet.map(({ child, why }) => `${child}: ${why}`),
      ].join(' '),
    };
  }

  #whyMetric(definition: MetricAlarmDefinition): Why {
    const { name, watched } = definition;
    const reads = readsOf(watched);
    const blind = reads.flatMap(({ of, id }) => {
      const threshold = id === '' ? definition.threshold : undefined;
      const why = noDataOf(of, this.#published, this.#subject, threshold);
      return why ? [{ ...why, why: id === '' ? why.why : `${id}: ${why.why}` }] : [];
    });
    const usual = sightedBy(this.#seen.all, name);
    const worst = sightedBy(this.#worst.all, name) ?? usual;
    if (!usual || !worst || (usual.furthest === undefined && worst.furthest === undefined))
      return neverData(definition, blind);
    const firesAtWorst = this.#worst.fired.has(name);
    const elsewhere = firesAtWorst ? undefined : this.#elsewhere(reads);
    if (elsewhere) return elsewhere;
    const longestSoakSeconds = Math.max(...this.#subject.steps.map(({ soakSeconds }) => soakSeconds));
    const own = valuesOf(definition, { usual, worst, firesAtWorst, longestSoakSeconds });
    const isUnknown = blind.some(({ verdict }) => verdict === 'not known');
    // What it makes of metrics that it doesn't see is no advice.
    const whys = own.verdict === 'useless' && blind.length > 0 ? blind : [...blind, own];
    return { verdict: isUnknown ? 'not known' : own.verdict, why: whys.map(({ why }) => why).join(' ') };
  }

  /** If all that it reads is of load balancers that don't fail. */
  #elsewhere(reads: ReturnType<typeof readsOf>): Why | undefined {
    const whys = reads.map(({ of: { metric } }) => otherBalancer(metric, this.#subject));
    return whys.every((why) => why !== undefined) ? whys[0] : undefined;
  }
}

function sightedBy(sighted: readonly Sighted[], name: string): Sighted | undefined {
  return sighted.find(({ alarm }) => alarm === name);
}

/** @param blind why metrics that it reads have no data */
function neverData(
  { watched, periodSeconds, evaluationPeriods }: MetricAlarmDefinition,
  blind: readonly Why[],
): Why {
  const [first] = blind;
  if ('queries' in watched) {
    const expressions = watched.queries.flatMap(({ id, reads }) =>
      'expression' in reads ? [`${id} = ${reads.expression}`] : [],
    );
    const why = first?.why ?? 'A division by zero, or by what is missing, gives none. Correct it.';
    return {
      verdict: first?.verdict ?? 'useless',
      why: `${expressions.join('; ')} never has a value. ${why}`,
    };
  }
  if (first) return first;
  if (periodSeconds < 60)
    return useless(
      `Period ${periodSeconds}: ${evaluationPeriods} × ${periodSeconds} s never hold a whole minute, and a load balancer's metrics come each minute, so it sees no data. Set Period to 60.`,
    );
  return useless('It saw no data.');
}
