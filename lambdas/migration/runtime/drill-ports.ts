import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamo } from '../../shared/adapters/dynamo-client.ts';
import { environmentValue } from '../../shared/runtime/environment.ts';
import { DynamoJournal } from '../adapters/dynamo-journal.ts';
import { ENV } from '../contract/environment.ts';
import { type DrillPorts, drillSettings } from '../swap/drill-ports.ts';
import { requireNoRun } from '../swap/require-no-run.ts';
import type { HandlerContext } from './make-handler.ts';
import { swapPorts } from './swap-ports.ts';

/** Route 53 and the journals, as a function of a drill needs them. @param zones ids; absent: all zones */
export function drillPorts(context: HandlerContext, zones?: readonly string[]): DrillPorts {
  const settings = drillSettings(context.settings, zones);
  const table = environmentValue(ENV.journalTable);
  const migrationJournal = new DynamoJournal(dynamo, table, context.settings.migration);
  const journal = new DrillJournal(dynamo, table, settings.migration, migrationJournal);
  return { ...swapPorts({ ...context, settings }), journal, migrationJournal };
}

/** The journal of a drill. All that writes zones asks it before each batch. */
export class DrillJournal extends DynamoJournal {
  readonly #migration: DrillPorts['migrationJournal'];

  constructor(
    client: DynamoDBClient,
    table: string,
    drill: string,
    migration: DrillPorts['migrationJournal'],
  ) {
    super(client, table, drill);
    this.#migration = migration;
  }

  /** @throws MigrationInProgress when a run of the migration has begun since */
  override async isOpen(execution: string, jumps?: number): Promise<boolean> {
    await requireNoRun(this.#migration);
    return super.isOpen(execution, jumps);
  }
}
