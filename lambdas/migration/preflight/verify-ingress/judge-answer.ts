/** Whether the cluster answers as legacy does. */
import { countOf, cut } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import type { PathSettings } from '../../contract/ingress-settings.ts';
import type { Attempt, WebAnswer } from '../../ports/web-probe.ts';
import { notes } from './notes.ts';
import { redirectOf, urlOf, type Walk } from './walk.ts';

const WHY = 'What a client gets must not depend on which platform it is sent to.';
/** Characters of a header's value that are shown. */
const MOST_SHOWN = 200;

export interface Answered {
  readonly subject: string;
  /** Where the cluster was asked. */
  readonly address: string;
  readonly path: PathSettings;
  readonly cluster: Walk;
  /** Undefined for a name that legacy doesn't have. */
  readonly legacy: Attempt<Walk> | undefined;
  /** What the cluster answers for a name that nobody has; undefined where it doesn't. */
  readonly noHost: WebAnswer | undefined;
}

export function judgeAnswer(answered: Answered): Finding[] {
  const problem =
    defaultBackend(answered) ?? withoutEnd(answered) ?? unlike(answered) ?? missingText(answered);
  if (problem) return [problem];
  const { subject, address, cluster, legacy } = answered;
  const seen = `At ${address}: ${inWords(cluster)}${legacy ? ', as on legacy' : ''}.`;
  const last = cluster.hops.at(-1)?.answer;
  if (last?.cutAt === undefined)
    return [notes.pass(subject, legacy ? 'ingress-answers-alike' : 'ingress-answers', { seen, why: WHY })];
  return [
    notes.warn(subject, 'ingress-answer-cut', {
      seen: `${seen} Only its first ${countOf(last.cutAt, 'byte')} were read.`,
      why: 'What comes after that was not seen.',
      toDo: 'Configure a path with a shorter answer, unless this one must be asked.',
    }),
  ];
}

/** An answer that is also given for a name that nobody has is nobody's. */
function defaultBackend({ subject, address, cluster, noHost }: Answered): Finding | undefined {
  const [first] = cluster.hops;
  if (!first || !noHost || noHost.status < 400) return undefined;
  if (first.answer.status !== noHost.status || first.answer.body !== noHost.body) return undefined;
  return notes.fail(subject, 'ingress-default-backend', {
    seen: `At ${address}: ${inWords(cluster)}, which is also the answer for a name that nobody has.`,
    why: 'The controller answers so where no ingress has the name or the path.',
    toDo: 'Add the name and the path to an ingress (`kubectl get ingress -A`). If legacy answers nothing else, configure a path that it serves.',
  });
}

function withoutEnd({ subject, address, cluster, legacy }: Answered): Finding | undefined {
  const isEndless = ({ end }: Walk) => end === 'circle' || end === 'too-long';
  if (!isEndless(cluster) || (legacy?.answered && isEndless(legacy.value))) return undefined;
  return notes.fail(subject, 'ingress-redirects-without-end', {
    seen: `At ${address}: ${inWords(cluster)}.`,
    why: 'Browsers give up, and show an error.',
    toDo: 'Mostly TLS ends at the load balancer, and the controller redirects what it takes for HTTP: let it trust `X-Forwarded-Proto`, or turn its redirect off.',
  });
}

function unlike(answered: Answered): Finding | undefined {
  const { subject, address, cluster, legacy, path } = answered;
  if (!legacy) return failing(answered);
  if (!legacy.answered)
    return notes.fail(subject, 'ingress-not-compared', {
      seen: `At ${address}: ${inWords(cluster)}. Legacy could not be asked: ${legacy.message}.`,
      why: WHY,
      toDo: 'Find out why legacy doesn’t answer: first its record, then its port. If it has a record and never answered on this port, accept this finding.',
    });
  const differences = differencesOf(cluster, legacy.value, path);
  if (differences.length === 0) return undefined;
  return notes.fail(subject, 'ingress-answer-differs', {
    seen: `At ${address}: ${differences.join('; ')}.`,
    why: WHY,
    toDo: 'Make the ingress answer as legacy does: its path rules, trailing slashes, case, redirects and headers. If the difference is meant, accept this finding.',
  });
}

/** Of a name of the cluster's own there is nothing to compare with. */
function failing({ subject, address, cluster }: Answered): Finding | undefined {
  const status = cluster.hops.at(-1)?.answer.status ?? 0;
  if (status < 400 || status === 401 || status === 403) return undefined;
  return notes.fail(subject, 'ingress-answers-error', {
    seen: `At ${address}: ${inWords(cluster)}.`,
    why: 'The cluster doesn’t serve its own name.',
    toDo: 'Read the log of the controller and of the application behind this name.',
  });
}

function missingText({ subject, address, cluster, path: { contains } }: Answered): Finding | undefined {
  const last = cluster.hops.at(-1)?.answer;
  if (contains === '' || last?.body.includes(contains)) return undefined;
  const within = last?.cutAt === undefined ? '' : ` in its first ${countOf(last.cutAt, 'byte')}`;
  return notes.fail(subject, 'ingress-text-missing', {
    seen: `At ${address}: ${inWords(cluster)}, without ${JSON.stringify(cut(contains, MOST_SHOWN))}${within}.`,
    why: 'This text shows that the right application answers.',
    toDo: 'Ask for the path yourself, and compare. Correct the ingress, or `contains`.',
  });
}

function differencesOf(cluster: Walk, legacy: Walk, { headers }: PathSettings): readonly string[] {
  const [here, there] = [inWords(cluster), inWords(legacy)];
  if (here !== there) return [`${here}; legacy: ${there}`];
  return headers.flatMap((name) => {
    const [own, expected] = [valueIn(cluster, name), valueIn(legacy, name)];
    return own === expected ? [] : [`${name} is ${own}; on legacy ${expected}`];
  });
}

/** What a client sees of it: `301 https://www.shop.test/, then 200`. */
function inWords({ hops, end }: Walk): string {
  const steps = hops.map(({ request, answer }) => {
    const url = redirectOf(request, answer);
    return url ? `${answer.status} to ${url.href}` : `${answer.status}`;
  });
  const asked = hops[0] ? `${urlOf(hops[0].request)} is answered ` : '';
  const ends = { answer: '', elsewhere: '', circle: ', which was asked before', 'too-long': ' and so on' };
  return `${asked}${cut(steps.join(', then '), 1000)}${ends[end]}`;
}

function valueIn({ hops }: Walk, header: string): string {
  const values = hops.map(({ answer }) => answer.headers[header] ?? 'absent');
  return cut(values.join(', then '), MOST_SHOWN);
}
