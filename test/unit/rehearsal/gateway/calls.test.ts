import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallLog } from '../../../../rehearsal/gateway/index.ts';
import { aCall } from './a-call.ts';

describe('the record of calls', () => {
  it('finds calls by state, function and app id', () => {
    const log = new CallLog();
    log.add(aCall({ name: 'ShiftWeight' }));
    log.add(aCall({ name: 'RestoreLegacy' }));
    for (const name of ['RestoreLegacy', 'shop-RestoreLegacy', 'kops-cutover-RestoreLegacy']) {
      expect(log.by(name).map(({ number }) => number)).toEqual([2]);
    }
    expect(log.by('Restore')).toEqual([]);
  });

  it('finds calls by service, operation and outcome', () => {
    const log = new CallLog();
    log.add(aCall({ operation: 'GetChange' }));
    log.add(aCall({ operation: 'GetChange', outcome: 'denied' }));
    log.add(aCall({ service: 'sns', operation: 'Publish' }));
    expect(log.where({ service: 'route53' }).map(({ number }) => number)).toEqual([1, 2]);
    expect(log.where({ operation: 'GetChange', outcome: 'ok' }).map(({ number }) => number)).toEqual([1]);
    expect(log.denied().map(({ number }) => number)).toEqual([2]);
    expect(log.where({ after: 1 }).map(({ number }) => number)).toEqual([2, 3]);
    expect(log.where({}).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('keeps the newest calls and says how many it forgot', () => {
    const log = new CallLog({ capacity: 4 });
    for (let n = 0; n < 100; n++) log.add(aCall({}));
    expect(log.all().map(({ number }) => number)).toEqual([97, 98, 99, 100]);
    expect(log.size).toEqual({ count: 100, dropped: 96 });
    expect(log.toNdjson().trimEnd().split('\n')).toHaveLength(4);
  });

  it('writes every call to a file, one a line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'calls-'));
    try {
      const file = join(folder, 'calls.ndjson');
      const log = new CallLog({ capacity: 1, file });
      log.add(aCall({ operation: 'GetChange' }));
      log.add(aCall({ operation: 'ListResourceRecordSets' }));
      await log.close();
      const lines = readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toMatchObject([{ operation: 'GetChange' }, { operation: 'ListResourceRecordSets' }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says at the end that the file could not be written', async () => {
    const log = new CallLog({ file: '/nowhere/at/all/calls.ndjson' });
    log.add(aCall({}));
    await expect(log.close()).rejects.toThrow('ENOENT');
  });
});
