import {
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  type HealthCheckConfig,
  NoSuchHealthCheck,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { HealthCheck } from '../domain/health-check.ts';
import { seenHealthy } from '../domain/readiness/health.ts';
import type { Reading } from '../domain/reading.ts';
import type { HealthChecks } from '../ports/health-checks.ts';
import type { Turns } from './pacer.ts';

/** Checks whose status one process asks for: two minutes' worth. */
const MOST_STATUSES = 120;

export class Route53HealthChecks implements HealthChecks {
  readonly #client: Route53Client;
  readonly #turns: Turns;
  readonly #statusTurns: Turns;
  #statuses = 0;

  /** @param statusTurns of the status of a check, which are fewer than of all requests, and taken beside them */
  constructor(client: Route53Client, turns: Turns, statusTurns: Turns) {
    this.#client = client;
    this.#turns = turns;
    this.#statusTurns = statusTurns;
  }

  async find(id: string): Promise<HealthCheck | undefined> {
    try {
      const command = new GetHealthCheckCommand({ HealthCheckId: id });
      const { HealthCheck } = await this.#send('GetHealthCheck', id, () => this.#client.send(command));
      return { healthy: await this.#healthOf(id, HealthCheck?.HealthCheckConfig) };
    } catch (error) {
      if (error instanceof NoSuchHealthCheck) return undefined;
      throw error;
    }
  }

  async #healthOf(id: string, config: HealthCheckConfig | undefined): Promise<Reading<boolean>> {
    const inverted = config?.Inverted ?? false;
    if (config?.Disabled) return { known: true, value: !inverted };
    if (config?.Type === 'CALCULATED')
      return { known: false, why: 'Route 53 does not report the status of calculated health checks.' };
    if (this.#statuses++ >= MOST_STATUSES)
      return { known: false, why: `Its status was not read: at most ${MOST_STATUSES} are read.` };
    const seen = seenHealthy(await this.#statusesOf(id));
    if (seen === undefined) return { known: false, why: 'No health checker has reported a status.' };
    return { known: true, value: seen !== inverted };
  }

  async #statusesOf(id: string): Promise<readonly string[]> {
    const command = new GetHealthCheckStatusCommand({ HealthCheckId: id });
    const { HealthCheckObservations = [] } = await this.#statusTurns.take(() =>
      this.#send('GetHealthCheckStatus', id, () => this.#client.send(command)),
    );
    return HealthCheckObservations.map(({ StatusReport }) => StatusReport?.Status ?? '');
  }

  #send<T>(what: string, id: string, call: () => Promise<T>): Promise<T> {
    return namingTransients(`Route 53 ${what} of ${id}`, () => this.#turns.take(call));
  }
}
