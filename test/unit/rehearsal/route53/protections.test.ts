import type { ProtectionInput } from '../../../../rehearsal/route53/index.ts';
import { engineWith, member, rr, ZONE } from './records.ts';

const WWW = { RecordName: 'www.example.com', RecordType: 'A' };
const DEAR = { ...WWW, Comment: 'ask Ann before' };
const MESSAGE =
  'RRSet of type A with DNS name www.example.com. is not permitted to change because it has a resource record set protection';

const changes = (...all: readonly (readonly [string, ReturnType<typeof rr>])[]) => ({
  Changes: all.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet })),
});
const refusal = (...messages: readonly string[]) =>
  expect.objectContaining({ name: 'InvalidChangeBatch', message: `[${messages.join(', ')}]` });

describe('R70 a protected name and type', () => {
  it.each<[string, readonly ProtectionInput[], string]>([
    ['with the words of whoever protects it', [DEAR], `${MESSAGE}: ask Ann before`],
    ['without any', [WWW], MESSAGE],
    ['whatever the case of its letters', [{ ...WWW, RecordName: 'WWW.Example.com.' }], MESSAGE],
  ])('is changed by nobody, %s', (_what, protections, message) => {
    const record = rr('www', 'A', ['192.0.2.1']);
    const { engine } = engineWith([record]);
    engine.createResourceRecordSetProtections(ZONE, protections);
    const other = rr('www', 'A', ['192.0.2.2']);
    for (const batch of [
      changes(['DELETE', record]),
      changes(['DELETE', record], ['CREATE', other]),
      changes(['UPSERT', other]),
    ]) {
      expect(() => engine.changeResourceRecordSets(ZONE, batch)).toThrow(refusal(message));
    }
    expect(engine.history(ZONE)).toHaveLength(1);
  });

  it('can’t be made where there is none yet', () => {
    const { engine } = engineWith([]);
    engine.createResourceRecordSetProtections(ZONE, [DEAR]);
    const made = changes(['CREATE', rr('www', 'A', ['192.0.2.1'])]);
    expect(() => engine.changeResourceRecordSets(ZONE, made)).toThrow(refusal(`${MESSAGE}: ask Ann before`));
    engine.deleteResourceRecordSetProtections(ZONE, [WWW]);
    engine.changeResourceRecordSets(ZONE, made);
    expect(engine.records(ZONE)).toHaveLength(3);
  });

  it('is protected with all members of its group, and neither another type nor the names beside it', () => {
    const group = [member('legacy', 1, '192.0.2.1'), member('cluster', 1, '192.0.2.2')];
    const { engine } = engineWith(group);
    engine.createResourceRecordSetProtections(ZONE, [WWW]);
    const all = changes(...group.map((record) => ['DELETE', record] as const));
    expect(() => engine.changeResourceRecordSets(ZONE, all)).toThrow(refusal(MESSAGE));
    engine.changeResourceRecordSets(
      ZONE,
      changes(['CREATE', rr('www', 'AAAA', ['2001:db8::1'])], ['CREATE', rr('api', 'A', ['192.0.2.1'])]),
    );
  });

  it('fails the whole batch, beside the messages of its other changes', () => {
    const { engine } = engineWith([]);
    engine.createResourceRecordSetProtections(ZONE, [WWW]);
    const gone = rr('gone', 'A', ['192.0.2.1']);
    const batch = changes(
      ['CREATE', rr('api', 'A', ['192.0.2.1'])],
      ['CREATE', rr('www', 'A', ['192.0.2.1'])],
      ['DELETE', gone],
    );
    expect(() => engine.changeResourceRecordSets(ZONE, batch)).toThrow(
      refusal(
        MESSAGE,
        "Tried to delete resource record set [name='gone.example.com.', type='A'] but it was not found",
      ),
    );
    expect(engine.records(ZONE)).toHaveLength(2);
  });
});

describe('R71 protections are made and deleted all or none', () => {
  const named = (...names: readonly string[]) => names.map((name) => ({ ...WWW, RecordName: name }));
  const listed = (engine: ReturnType<typeof engineWith>['engine']) =>
    engine.listResourceRecordSetProtections(ZONE).protections.map(({ RecordName }) => RecordName);
  const refused = (name: string, status: number, ...problems: readonly (readonly [string, string])[]) =>
    expect.objectContaining({
      name,
      status,
      problems: problems.map(([RecordName, Code]) => expect.objectContaining({ RecordName, Code })),
    });

  it.each<[string, readonly ProtectionInput[], unknown]>([
    [
      'what can’t be read, before what is protected already',
      named('a..b', 'www.example.com', 'www.example.org'),
      refused(
        'InvalidResourceRecordSetProtectionBatch',
        400,
        ['a..b', 'InvalidInput'],
        ['www.example.org', 'InvalidInput'],
      ),
    ],
    [
      'a name and type twice',
      named('api.example.com', 'API.example.com.'),
      refused(
        'InvalidResourceRecordSetProtectionBatch',
        400,
        ['api.example.com', 'InvalidInput'],
        ['API.example.com.', 'InvalidInput'],
      ),
    ],
    [
      'some that exist',
      named('api.example.com', 'www.example.com'),
      refused('InvalidResourceRecordSetProtectionBatch', 400, [
        'www.example.com.',
        'ProtectionAlreadyExists',
      ]),
    ],
    [
      'all that exist',
      named('www.example.com'),
      refused('ProtectionAlreadyExists', 409, ['www.example.com.', 'ProtectionAlreadyExists']),
    ],
    ['none', [], refused('InvalidInput', 400)],
    [
      '101',
      named(...Array.from({ length: 101 }, (_, i) => `n${i}.example.com`)),
      refused('InvalidInput', 400),
    ],
    ['a type that is none', [{ ...WWW, RecordType: 'DNAME' }], refused('InvalidInput', 400)],
    ['a comment of 257 characters', [{ ...WWW, Comment: 'x'.repeat(257) }], refused('InvalidInput', 400)],
  ])('refuses to make %s', (_what, entries, error) => {
    const { engine } = engineWith([]);
    engine.createResourceRecordSetProtections(ZONE, [WWW]);
    expect(() => engine.createResourceRecordSetProtections(ZONE, entries)).toThrow(error as Error);
    expect(listed(engine)).toEqual(['www.example.com.']);
  });

  it('refuses to delete where one is missing', () => {
    const { engine } = engineWith([]);
    engine.createResourceRecordSetProtections(ZONE, [WWW]);
    expect(() =>
      engine.deleteResourceRecordSetProtections(ZONE, named('www.example.com', 'api.example.com')),
    ).toThrow(
      refused('InvalidResourceRecordSetProtectionBatch', 400, ['api.example.com.', 'ProtectionNotFound']),
    );
    expect(listed(engine)).toEqual(['www.example.com.']);
  });
});

describe('R72 the list of protections', () => {
  const entry = (at: string, RecordType = 'A') => ({ RecordName: `${at}.example.com.`, RecordType });

  function engineOf(entries: readonly ProtectionInput[]) {
    const { engine } = engineWith([]);
    for (let i = 0; i < entries.length; i += 100) {
      engine.createResourceRecordSetProtections(ZONE, entries.slice(i, i + 100));
    }
    return engine;
  }

  it('is ordered by name and type', () => {
    const engine = engineOf([entry('b.a'), entry('b', 'TXT'), entry('b', 'AAAA'), entry('a')]);
    expect(engine.listResourceRecordSetProtections(ZONE).protections).toEqual([
      entry('a'),
      entry('b.a'),
      entry('b', 'AAAA'),
      entry('b', 'TXT'),
    ]);
  });

  it('comes 300 a page', () => {
    const engine = engineOf(Array.from({ length: 650 }, (_, i) => entry(`n${i}`)));
    const sizes: number[] = [];
    let nextToken: string | undefined;
    const names = new Set<string>();
    do {
      const page = engine.listResourceRecordSetProtections(ZONE, { nextToken, maxResults: 900 });
      sizes.push(page.protections.length);
      for (const { RecordName } of page.protections) names.add(RecordName);
      ({ nextToken } = page);
    } while (nextToken !== undefined);
    expect([sizes, names.size]).toEqual([[300, 300, 50], 650]);
    expect(() => engine.listResourceRecordSetProtections(ZONE, { nextToken: 'x' })).toThrow(
      expect.objectContaining({ name: 'InvalidPaginationToken' }),
    );
  });
});

describe('R73 the limits of a zone', () => {
  it('are returned with what is used of them', () => {
    const { engine } = engineWith([rr('www', 'A', ['192.0.2.1'])], { maxRecordSets: 12_000 });
    const limit = (type: string) => engine.getHostedZoneLimit(ZONE, type);
    expect(limit('MAX_RRSETS_BY_ZONE')).toEqual({ type: 'MAX_RRSETS_BY_ZONE', value: 12_000, count: 3 });
    expect(() => limit('MAX_NAMES')).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
  });
});
