import { seededRandom } from '../../../../rehearsal/route53/index.ts';
import { engineWith, rr, ZONE } from './records.ts';

const www = (address: string) => rr('www', 'A', [address]);
const replace = (from: string, to: string) => ({
  Comment: `${from} to ${to}`,
  Changes: [
    { Action: 'DELETE', ResourceRecordSet: www(from) },
    { Action: 'CREATE', ResourceRecordSet: www(to) },
  ],
});

describe('R45 R46 R47 propagation', () => {
  it('R45 is PENDING until the drawn time has passed, within the bounds', () => {
    const { engine, clock } = engineWith([www('192.0.2.1')], { random: seededRandom(3) });
    const delays: number[] = [];
    for (let i = 1; i < 100; i++) {
      clock.ms += 1_000_000;
      const { Id, Status, SubmittedAt } = engine.changeResourceRecordSets(
        ZONE,
        replace(`192.0.2.${i}`, `192.0.2.${i + 1}`),
      );
      expect(Status).toBe('PENDING');
      expect(SubmittedAt.getTime()).toBe(clock.ms);
      const version = engine.history(ZONE)[i];
      const delay = (version?.insyncAt ?? 0) - clock.ms;
      delays.push(delay);
      clock.ms += delay - 1;
      expect(engine.getChange(Id).Status).toBe('PENDING');
      clock.ms += 1;
      expect(engine.getChange(Id)).toMatchObject({
        Status: 'INSYNC',
        Comment: `192.0.2.${i} to 192.0.2.${i + 1}`,
      });
    }
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(20_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(50_000);
    expect(new Set(delays).size).toBeGreaterThan(50);
  });

  it('R46 shows a change to the API at once and to DNS when it is in sync', () => {
    const { engine, clock } = engineWith([www('192.0.2.1')], { propagation: { minMs: 1000, maxMs: 1000 } });
    const address = () => engine.answer('www.example.com', 'A').answers[0]?.value;
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    expect(engine.listResourceRecordSets(ZONE, { name: 'www.example.com' }).recordSets).toEqual([
      www('192.0.2.2'),
    ]);
    expect(address()).toBe('192.0.2.1');
    clock.ms = 999;
    expect(address()).toBe('192.0.2.1');
    clock.ms = 1000;
    expect(address()).toBe('192.0.2.2');
  });

  it('R47 brings changes into sync in their order, however quick the later one', () => {
    const delays = [1, 0];
    const ids = seededRandom(1);
    let draws = 0;
    // The first number of each change is its delay, the others make its id.
    const random = () => (draws++ % 20 === 0 ? (delays.shift() as number) : ids());
    const { engine, clock } = engineWith([www('192.0.2.1')], { random });
    const first = engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    const second = engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'));
    clock.ms = 49_999;
    expect(engine.getChange(second.Id).Status).toBe('PENDING');
    expect(engine.served(ZONE).at('www.example.com.')).toEqual([www('192.0.2.1')]);
    clock.ms = 50_000;
    expect(engine.getChange(first.Id).Status).toBe('INSYNC');
    expect(engine.getChange(second.Id).Status).toBe('INSYNC');
    expect(engine.served(ZONE).at('www.example.com.')).toEqual([www('192.0.2.3')]);
  });
});

describe('R48 history', () => {
  it('keeps every version with its times and what it took and put', () => {
    const { engine, clock } = engineWith([www('192.0.2.1')], { propagation: { minMs: 10, maxMs: 10 } });
    clock.ms = 100;
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    clock.ms = 200;
    engine.changeResourceRecordSets(ZONE, {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: rr('new', 'TXT', ['"x"']) }],
    });
    const [seeded, first, second] = engine.history(ZONE);
    expect(seeded).toMatchObject({ number: 0, changeId: '', acceptedAt: 0, insyncAt: 0, before: [] });
    expect(seeded?.after).toHaveLength(3);
    expect(first).toMatchObject({
      number: 1,
      acceptedAt: 100,
      insyncAt: 110,
      comment: '192.0.2.1 to 192.0.2.2',
      before: [www('192.0.2.1')],
      after: [www('192.0.2.2')],
    });
    expect(second).toMatchObject({
      number: 2,
      acceptedAt: 200,
      before: [],
      after: [rr('new', 'TXT', ['"x"'])],
    });
  });

  it('shows the content of every version again, and answers from it', () => {
    const { engine } = engineWith([www('192.0.2.1')]);
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    engine.changeResourceRecordSets(ZONE, {
      Changes: [{ Action: 'DELETE', ResourceRecordSet: www('192.0.2.2') }],
    });
    const seen: string[] = [];
    engine.replay(ZONE, (view, { number }) => {
      const answer = engine.answerFrom(view, 'www.example.com', 'A');
      seen.push(`${number} ${view.size} ${answer.rcode} ${answer.answers[0]?.value}`);
    });
    expect(seen).toEqual(['0 3 NOERROR 192.0.2.1', '1 3 NOERROR 192.0.2.2', '2 2 NXDOMAIN undefined']);
  });

  it('calls listeners for accepted batches only, until they leave', () => {
    const { engine } = engineWith([www('192.0.2.1')]);
    const heard: string[] = [];
    const leave = engine.onChange(({ zoneId, zoneName, version }) =>
      heard.push(`${zoneId} ${zoneName} ${version.comment}`),
    );
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    expect(() => engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.3'))).toThrow(
      expect.objectContaining({ name: 'InvalidChangeBatch' }),
    );
    leave();
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'));
    expect(heard).toEqual(['Z1 example.com. 192.0.2.1 to 192.0.2.2']);
  });

  it('hands out what nobody can change afterwards', () => {
    const { engine } = engineWith([www('192.0.2.1')]);
    const [record] = engine.served(ZONE).at('www.example.com.');
    expect(() => Object.assign(record as object, { TTL: 1 })).toThrow(TypeError);
    expect(() => Object.assign(record?.ResourceRecords?.[0] as object, { Value: 'x' })).toThrow(TypeError);
  });
});

describe('R39 a zone that is still processing', () => {
  it('refuses the next change until it is through', () => {
    const { engine, clock } = engineWith([www('192.0.2.1')], { processingMs: 500 });
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    clock.ms = 499;
    expect(() => engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'))).toThrow(
      expect.objectContaining({
        code: 'PriorRequestNotComplete',
        status: 400,
        message: 'The request was rejected because Route 53 was still processing a prior request.',
      }),
    );
    expect(engine.listResourceRecordSets(ZONE).recordSets).toHaveLength(3);
    clock.ms = 500;
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'));
    expect(engine.history(ZONE)).toHaveLength(3);
  });
});

describe('R21 the size of a zone', () => {
  it('is at most what it is set to, counted when the batch is through', () => {
    const { engine } = engineWith([www('192.0.2.1')], { maxRecordSets: 3 });
    const create = { Changes: [{ Action: 'CREATE', ResourceRecordSet: rr('new', 'A', ['192.0.2.2']) }] };
    expect(() => engine.changeResourceRecordSets(ZONE, create)).toThrow(
      '[Exceeded limit MAX_RRSETS_BY_ZONE for zone: Z1]',
    );
    const swap = { Changes: [...create.Changes, { Action: 'DELETE', ResourceRecordSet: www('192.0.2.1') }] };
    engine.changeResourceRecordSets(ZONE, swap);
    expect(engine.records(ZONE)).toHaveLength(3);
  });
});

describe('R84 a control plane that fails over', () => {
  it('has lost what it had accepted since, in sync or not, and nothing else', () => {
    const { engine, clock } = engineWith([www('192.0.2.1'), rr('other', 'A', ['192.0.2.9'])]);
    clock.ms += 100_000;
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.1', '192.0.2.2'));
    clock.ms += 100_000;
    const since = clock.ms;
    const before = engine.records(ZONE);
    clock.ms += 100_000;
    const { Id } = engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'));
    engine.changeResourceRecordSets(ZONE, {
      Changes: [{ Action: 'CREATE', ResourceRecordSet: rr('new', 'A', ['192.0.2.4']) }],
    });
    clock.ms += 100_000;
    expect(engine.getChange(Id).Status).toBe('INSYNC');
    engine.strand(ZONE, since);
    expect(engine.records(ZONE)).toEqual(before);
    expect(engine.served(ZONE).records()).toEqual(before);
    expect(() => engine.getChange(Id)).toThrow(expect.objectContaining({ code: 'NoSuchChange' }));
    engine.changeResourceRecordSets(ZONE, replace('192.0.2.2', '192.0.2.3'));
    engine.strand(ZONE, 0);
    expect(engine.records(ZONE).find(({ Name }) => Name.startsWith('www'))?.ResourceRecords).toEqual([
      { Value: '192.0.2.1' },
    ]);
  });
});
