/** What a range query asks for, as strictly as Prometheus reads it. `web/api/v1/api.go` of Prometheus. */
import { BadData } from './said.ts';

export interface RangeQuery {
  readonly query: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  /** Milliseconds. */
  readonly step: number;
}

const MOST_POINTS = 11_000;

/** @throws BadData in Prometheus' words */
export function rangeQueryIn(form: URLSearchParams): RangeQuery {
  const start = timeIn(form, 'start');
  const end = timeIn(form, 'end');
  if (end < start) throw wrong('end', 'end timestamp must not be before start time');
  const step = stepIn(form.get('step') ?? '');
  if (step <= 0)
    throw wrong(
      'step',
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  if (Math.floor((end - start) / step) > MOST_POINTS)
    throw new BadData(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  const query = form.get('query') ?? '';
  if (query.trim() === '') throw new BadData('1:1: parse error: no expression found in input');
  return { query, start, end, step };
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** RFC 3339. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const SECOND = 1000;
const DAY = 86_400 * SECOND;
const UNITS = [365 * DAY, 7 * DAY, DAY, 3600 * SECOND, 60 * SECOND, SECOND, 1];

function timeIn(form: URLSearchParams, name: string): number {
  const text = form.get(name) ?? '';
  if (NUMBER.test(text)) return Math.round(Number(text) * SECOND);
  const moment = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw wrong(name, `cannot parse ${JSON.stringify(text)} to a valid timestamp`);
  return moment;
}

function stepIn(text: string): number {
  const step = NUMBER.test(text) ? Number(text) * SECOND : durationIn(text);
  if (step === undefined) throw wrong('step', `cannot parse ${JSON.stringify(text)} to a valid duration`);
  return step;
}

/** `1h30m` in milliseconds; undefined for what is no duration. */
export function durationIn(text: string): number | undefined {
  const parts = text === '0' ? ['0'] : DURATION.exec(text)?.slice(1);
  if (text === '' || !parts) return undefined;
  return parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (UNITS[i] ?? 0), 0);
}

function wrong(parameter: string, why: string): BadData {
  return new BadData(`invalid parameter "${parameter}": ${why}`);
}
