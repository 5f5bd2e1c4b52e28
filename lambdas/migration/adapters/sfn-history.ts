import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { StateVisit } from '../domain/timeline.ts';
import type { ExecutionHistory } from '../ports/execution-history.ts';

/** The largest page that GetExecutionHistory gives. */
const PAGE_SIZE = 1000;

/** What Step Functions remembers of an execution. */
export class SfnHistory implements ExecutionHistory {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  visits(executionArn: string): Promise<readonly StateVisit[]> {
    return namingTransients('Step Functions GetExecutionHistory', () => this.#visits(executionArn));
  }

  latest(executionArn: string, most: number): Promise<readonly StateVisit[]> {
    const command = new GetExecutionHistoryCommand({
      executionArn,
      reverseOrder: true,
      maxResults: Math.min(most, PAGE_SIZE),
      includeExecutionData: true,
    });
    return namingTransients('Step Functions GetExecutionHistory', async () => {
      const { events = [] } = await this.#client.send(command);
      const visits: StateVisit[] = [];
      for (const event of events.toReversed()) note(visits, event);
      return visits;
    });
  }

  async #visits(executionArn: string): Promise<readonly StateVisit[]> {
    const visits: StateVisit[] = [];
    const pages = paginateGetExecutionHistory(
      { client: this.#client, pageSize: PAGE_SIZE },
      { executionArn, includeExecutionData: true },
    );
    for await (const page of pages) for (const event of page.events ?? []) note(visits, event);
    return visits;
  }
}

function note(visits: StateVisit[], event: HistoryEvent): void {
  const at = event.timestamp?.toISOString() ?? '';
  const entered = event.stateEnteredEventDetails?.name;
  if (entered !== undefined) visits.push({ state: entered, enteredAt: at, leftAt: '', output: undefined });
  const exited = event.stateExitedEventDetails;
  if (exited === undefined) return;
  const open = visits.findLastIndex(({ state, leftAt }) => state === exited.name && leftAt === '');
  const visit = visits[open];
  if (visit) visits[open] = { ...visit, leftAt: at, output: parsed(exited.output) };
}

/** Outputs that Step Functions truncated are not JSON any more: they are left out. */
function parsed(output: string | undefined): unknown {
  try {
    return output === undefined ? undefined : JSON.parse(output);
  } catch {
    return undefined;
  }
}
