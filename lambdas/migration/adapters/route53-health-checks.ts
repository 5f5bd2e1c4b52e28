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
import type { AccessTo } from './route53-access.ts';

/** Checks whose status one process asks for: two minutes' worth. */
const MOST_STATUSES = 120;

/** A check as a record of the zone names it. */
interface NamedCheck {
  readonly id: string;
  readonly zoneId: string;
}

export class Route53HealthChecks implements HealthChecks {
  readonly #accessTo: AccessTo;
  readonly #statusTurns: (zoneId: string) => Turns;
  #statuses = 0;

  /** @param statusTurns of the status of a check, which are fewer than of all requests, and taken beside them */
  constructor(accessTo: AccessTo, statusTurns: (zoneId: string) => Turns) {
    this.#accessTo = accessTo;
    this.#statusTurns = statusTurns;
  }

  async find(id: string, zoneId: string): Promise<HealthCheck | undefined> {
    const check = { id, zoneId };
    try {
      const command = new GetHealthCheckCommand({ HealthCheckId: id });
      const { HealthCheck } = await this.#send('GetHealthCheck', check, (client) => client.send(command));
      return { healthy: await this.#healthOf(check, HealthCheck?.HealthCheckConfig) };
    } catch (error) {
      if (error instanceof NoSuchHealthCheck) return undefined;
      throw error;
    }
  }

  async #healthOf(check: NamedCheck, config: HealthCheckConfig | undefined): Promise<Reading<boolean>> {
    const inverted = config?.Inverted ?? false;
    if (config?.Disabled) return { known: true, value: !inverted };
    if (config?.Type === 'CALCULATED')
      return { known: false, why: 'Route 53 does not report the status of calculated health checks.' };
    if (this.#statuses++ >= MOST_STATUSES)
      return { known: false, why: `Its status was not read: at most ${MOST_STATUSES} are read.` };
    const seen = seenHealthy(await this.#statusesOf(check));
    if (seen === undefined) return { known: false, why: 'No health checker has reported a status.' };
    return { known: true, value: seen !== inverted };
  }

  async #statusesOf(check: NamedCheck): Promise<readonly string[]> {
    const command = new GetHealthCheckStatusCommand({ HealthCheckId: check.id });
    // The turns of the status are the inner ones: they learn from a refusal, and other calls need not wait for it.
    const { HealthCheckObservations = [] } = await this.#send('GetHealthCheckStatus', check, (client) =>
      this.#statusTurns(check.zoneId).take(() => client.send(command)),
    );
    return HealthCheckObservations.map(({ StatusReport }) => StatusReport?.Status ?? '');
  }

  #send<T>(
    what: string,
    { id, zoneId }: NamedCheck,
    call: (client: Route53Client) => Promise<T>,
  ): Promise<T> {
    const { client, turns } = this.#accessTo(zoneId);
    return namingTransients(`Route 53 ${what} of ${id}`, () => turns.take(() => call(client)));
  }
}
