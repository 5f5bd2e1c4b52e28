import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { redactFolder } from '../../../snapshot/redact/folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redact-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const RECORDS = '111122223333/route53/list-resource-record-sets/Z1.json';
const SPEC = 'objects/state/k8s/config';
const ALARMS = '111122223333/us-west-1/cloudwatch/describe-alarms.json';

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const records = (Value: string) =>
  JSON.stringify({ ResourceRecordSets: [{ Name: 'x.', Type: 'TXT', TTL: 1, ResourceRecords: [{ Value }] }] });

describe('files that the AWS CLI made', () => {
  it('lose what TXT records and specifications of kops say, once', () => {
    put(RECORDS, records('"token"'));
    put(SPEC, 'content: token\n');
    put(ALARMS, '{"MetricAlarms":[{"AlarmDescription":"token"}]}');
    expect(redactFolder(folder)).toEqual([RECORDS, SPEC]);
    expect(read(RECORDS)).toMatch(/^\{\n {4}"ResourceRecordSets".*"\\"sha256:[0-9a-f]{64}\\""/s);
    expect(read(SPEC)).toMatch(/^content: sha256:[0-9a-f]{64}\n$/);
    expect(read(ALARMS)).toContain('token');
    expect(redactFolder(folder)).toEqual([]);
  });

  it('stay as they are if there is nothing to hide', () => {
    put(RECORDS, `${records('"heritage=external-dns,external-dns/owner=x"')}   \n`);
    expect(redactFolder(folder)).toEqual([]);
    expect(read(RECORDS)).toMatch(/ {3}\n$/);
  });

  it('are all left alone if one of them is none', () => {
    put(RECORDS, records('"token"'));
    put(RECORDS.replace('Z1', 'Z2'), '');
    put(RECORDS.replace('Z1', 'Z3'), '[]');
    const refusal = (() => {
      try {
        return redactFolder(folder);
      } catch (error) {
        return error as Error;
      }
    })();
    expect(refusal).toMatchObject({
      problems: [
        { file: RECORDS.replace('Z1', 'Z2'), words: expect.stringContaining('JSON') },
        { file: RECORDS.replace('Z1', 'Z3'), words: 'expected an object with ResourceRecordSets' },
      ],
    });
    expect(read(RECORDS)).toContain('token');
  });

  it('must be there', () => {
    expect(() => redactFolder(join(folder, 'none'))).toThrow(/none: there is no such folder\.$/);
  });
});
