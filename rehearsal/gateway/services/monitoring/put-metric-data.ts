import {
  invalid,
  list,
  optionalTime,
  optionalWord,
  requiredString,
  structure,
} from '../../protocol/input.ts';
import { type Operation, ServiceFault } from '../../protocol/rpc-service.ts';
import type { GatewayClock } from '../../protocol/types.ts';
import type { MonitoringSource } from '../monitoring-source.ts';
import { NAME, readDimensions, UNITS } from './metric-queries.ts';

const DATA_A_CALL = 1000;
const HOUR = 3_600_000;
const OLDEST = 14 * 24 * HOUR;
const NEWEST = 2 * HOUR;
/** What would be another datapoint than one value. */
const NOT_SERVED = ['Values', 'Counts', 'StatisticValues', 'StorageResolution'];

/** `PutMetricData` of single values: SPEC.md, "Metrics". */
export function putMetricData(source: MonitoringSource, clock: GatewayClock): Operation {
  return ({ input }) => {
    if (source.put === undefined || input.EntityMetricData !== undefined) throw notServed('this metric data');
    const namespace = requiredString(input, 'Namespace', NAME);
    if (namespace.startsWith('AWS/'))
      throw new ServiceFault('InvalidParameterValue', 'The value AWS/ for parameter Namespace is invalid.', {
        shape: 'InvalidParameterValueException',
      });
    const data = list(input, 'MetricData', DATA_A_CALL).map((item, i) => {
      const at = `MetricData.member.${i + 1}`;
      const datum = structure(item, 'MetricData');
      const strange = NOT_SERVED.find((field) => datum[field] !== undefined);
      if (strange !== undefined) throw notServed(`${strange} of metric data`);
      return {
        metric: {
          namespace,
          metricName: requiredString(datum, 'MetricName', NAME),
          dimensions: readDimensions(datum),
        },
        value: readValue(datum.Value, `${at}.Value`),
        unit: optionalWord(datum, 'Unit', UNITS) ?? 'None',
        at: readTime(optionalTime(datum, 'Timestamp'), clock.now(), `${at}.Timestamp`),
      };
    });
    if (data.length === 0) throw invalid('The parameter MetricData is required.');
    // All or none: each has been read by now.
    for (const { metric, value, unit, at } of data) source.put(metric, at, value, unit);
    return {};
  };
}

/** @param parameter its name in AWS's words */
function readValue(given: unknown, parameter: string): number {
  const value = typeof given === 'string' ? Number(given) : given;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalid(`The parameter ${parameter} must be a number.`);
}

/** @param parameter its name in AWS's words */
function readTime(given: number | undefined, now: number, parameter: string): number {
  if (given === undefined) return now;
  if (given >= now - OLDEST && given <= now + NEWEST) return given;
  throw invalid(
    given < now
      ? `The parameter ${parameter} must specify a time no more than two weeks in the past.`
      : `The parameter ${parameter} must specify a time no more than two hours in the future.`,
  );
}

function notServed(what: string): ServiceFault {
  return new ServiceFault('NotImplemented', `The rehearsal does not serve ${what}.`, { status: 501 });
}
