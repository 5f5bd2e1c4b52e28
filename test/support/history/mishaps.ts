/** What is done to a history's world: by people, by other software, by AWS. */
import type { ChangeBatchInput, RecordSet, RecordSetInput } from '../../../rehearsal/route53/index.ts';
import type { Mishap } from './faults.ts';
import type { Outages } from './faulty-process.ts';
import type { History } from './history.ts';
import type { PlannedMishap } from './plan.ts';
import { isFence } from './record-texts.ts';
import { HEALTH_CHECK } from './zones.ts';

type ForeignChanges = NonNullable<ChangeBatchInput['Changes']>;

const ZONE = 'Z1SHOP';
const WWW = 'www.shop.test.';
const FENCE = '_cutover-shop.shop.test.';
/** Names whose change takes several batches. */
const BATCHES = 3;
/** Of a name whose health check is gone. */
const LEAST_REPAIRS = 12;

/** Those that end by themselves resolve when they have. */
export async function happen({ mishap, lasts }: PlannedMishap, history: History): Promise<void> {
  const { journal, phases, log } = history;
  const lose = (loss: () => void) => {
    phases.met(mishap);
    log.push(mishap);
    if (!hasAllFences(history)) history.isLostUnsaid = true;
    loss();
  };
  switch (mishap) {
    case 'a person changes a record':
      return write(mishap, history, changedByHand(history));
    case 'external-dns writes':
      return write(mishap, history, externalDnsUpsert(history));
    case 'somebody writes between two batches':
      return betweenBatches(history);
    case 'the fence is deleted':
      return write(mishap, history, fenceDeleted(history));
    case 'the fence is written over':
      return write(mishap, history, fenceWrittenOver());
    case 'the table is made anew':
      return lose(() => journal.lose('run', 'before-image', 'zones'));
    case 'the table is as before the run':
      return lose(history.beforeRun);
    case 'the table is as before a take-over':
      if (history.migrations.beforeTakeOver) lose(history.migrations.beforeTakeOver);
      history.putBack = (await journal.load())?.run;
      return;
    case 'the run’s item is lost':
      return lose(() => journal.lose('run'));
    case 'the before-image is lost':
      return lose(() => journal.lose('before-image'));
    case 'the zones’ items are lost':
      return lose(() => journal.lose('zones'));
    case 'the copy is lost':
      return lose(() => {
        history.copy.kept = undefined;
      });
    case 'table and copy are lost':
      return lose(() => {
        journal.lose('run', 'before-image', 'zones');
        history.copy.kept = undefined;
      });
    case 'Route 53 is away':
      return outage('zones', lasts, history);
    case 'DynamoDB is away':
      return outage('journal', lasts, history);
    case 'S3 is away':
      return outage('copy', lasts, history);
    case 'a name is protected':
      return protection(mishap, { RecordName: WWW, RecordType: 'A' }, lasts, history);
    case 'the fence is protected':
      return protection(mishap, { RecordName: FENCE, RecordType: 'TXT' }, lasts, history);
    case 'a health check is deleted':
      return healthCheckGone(mishap, lasts, history);
  }
}

function write(mishap: Mishap, history: History, changes: ForeignChanges): void {
  const { engine, log, phases } = history;
  if (changes.length === 0) return;
  history.foreign = true;
  try {
    engine.changeResourceRecordSets(ZONE, { Comment: mishap, Changes: changes });
    phases.met(mishap);
    log.push(`${mishap}: accepted`);
  } catch (error) {
    log.push(`${mishap}: refused, ${(error as Error).message}`);
  } finally {
    history.foreign = false;
  }
}

/** As soon as a batch of a change is accepted that is not the last one. */
function betweenBatches(history: History): void {
  const { engine, random } = history;
  let batches: string[] = [];
  const stop = engine.onChange(({ version: { comment = '' } }) => {
    const [change = ''] = comment.split(', epoch');
    batches = batches[0] === change ? [...batches, change] : [change];
    if (history.isOver) return stop();
    if (history.foreign || !comment.startsWith('kops-cutover') || batches.length >= BATCHES) return;
    stop();
    const changes = random() < 0.5 ? changedByHand(history) : externalDnsUpsert(history);
    write('somebody writes between two batches', history, changes);
  });
}

async function outage(service: keyof Outages, lasts: number, history: History): Promise<void> {
  history.outages[service] = true;
  history.log.push(`${service}: away`);
  await history.wait(lasts);
  history.outages[service] = false;
}

/** Its owner takes it away again when somebody asks for that. */
async function protection(
  mishap: Mishap,
  entry: { readonly RecordName: string; readonly RecordType: string },
  lasts: number,
  history: History,
): Promise<void> {
  const { engine, phases, log } = history;
  engine.createResourceRecordSetProtections(ZONE, [{ ...entry, Comment: 'ask us before' }]);
  phases.met(mishap);
  log.push(mishap);
  await history.wait(lasts);
  engine.deleteResourceRecordSetProtections(ZONE, [entry]);
}

/** A person puts the name back without it, and again whenever a rollback asks for that, however late it begins: others write, too. */
async function healthCheckGone(mishap: Mishap, lasts: number, history: History): Promise<void> {
  const { engine, phases, log, rollBacks } = history;
  const repair = async () => {
    await history.wait(lasts);
    putBackUnchecked(history);
  };
  engine.healthChecks.delete(HEALTH_CHECK);
  phases.met(mishap);
  log.push(mishap);
  for (let times = 0; times < LEAST_REPAIRS; times++) await repair();
  let isAtIt = false;
  rollBacks.whenOwed(() => {
    if (isAtIt) return;
    isAtIt = true;
    history.turns.start(async () => {
      await repair();
      isAtIt = false;
    });
  });
}

/** What legacy was, but for the health check that is gone. */
export function putBackUnchecked(history: History): void {
  if (history.engine.healthChecks.has(HEALTH_CHECK)) return;
  const before = imageOf(history).filter(({ Name }) => Name === WWW);
  const unchecked = before.map(({ HealthCheckId: _, ...record }) => record);
  write('a person changes a record', history, [
    ...recordsAt(WWW, history).map((record) => ({ Action: 'DELETE' as const, ResourceRecordSet: record })),
    ...unchecked.map((record) => ({ Action: 'CREATE' as const, ResourceRecordSet: record })),
  ]);
}

function hasAllFences({ zones, engine }: History): boolean {
  return zones.every(({ id }) => engine.records(id).some(isFence));
}

function recordsAt(name: string, { engine }: History): readonly RecordSet[] {
  return engine.records(ZONE).filter(({ Name }) => Name === name);
}

/** What legacy was before the last run, or is as long as there is none. */
function imageOf({ zones, journal }: History): readonly RecordSetInput[] {
  const kept = journal.images.at(-1)?.zones.get(ZONE)?.records as readonly RecordSetInput[] | undefined;
  return kept ?? zones.find(({ id }) => id === ZONE)?.records ?? [];
}

/** A person changes a weight of ours, or a plain record if the name isn't weighted yet. */
function changedByHand(history: History): ForeignChanges {
  return recordsAt(WWW, history).map((record) => ({
    Action: 'UPSERT',
    ResourceRecordSet: {
      ...record,
      ...(record.Weight === undefined ? { TTL: 120 } : { Weight: record.Weight + 7 }),
    },
  }));
}

/** external-dns knows the name as its own and puts there what its ingress says; beside weighted records, an AAAA. */
function externalDnsUpsert(history: History): ForeignChanges {
  const isWeighted = recordsAt(WWW, history).some(({ Weight }) => Weight !== undefined);
  const [Type, Value] = isWeighted ? ['AAAA', '2001:db8:77::1'] : ['A', '198.51.100.77'];
  return [
    { Action: 'UPSERT', ResourceRecordSet: { Name: WWW, Type, TTL: 300, ResourceRecords: [{ Value }] } },
  ];
}

function fenceDeleted(history: History): ForeignChanges {
  return recordsAt(FENCE, history).map((ResourceRecordSet) => ({ Action: 'DELETE', ResourceRecordSet }));
}

function fenceWrittenOver(): ForeignChanges {
  const ResourceRecords = [{ Value: '"v=spf1 -all"' }];
  return [{ Action: 'UPSERT', ResourceRecordSet: { Name: FENCE, Type: 'TXT', TTL: 60, ResourceRecords } }];
}
