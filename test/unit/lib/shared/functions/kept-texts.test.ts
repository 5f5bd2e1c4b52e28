import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeptTexts, keptFor, type Texts } from '../../../../../lib/shared/functions/kept-texts.ts';

const OPTIONS: object = { format: 'cjs' };

describe('what is kept of the bundles', () => {
  let project = '';
  let folder = '';
  const installed = (): string => join(project, 'node_modules/.package-lock.json');
  const cached = (): string[] => readdirSync(join(project, 'node_modules/.cache/kops-cutover/bundles'));
  const make = jest.fn<Texts, []>();
  const keep = (options = OPTIONS): KeptTexts =>
    keptFor('bundles', { project, sources: ['lambdas'], options }, make);
  const ask = (options = OPTIONS): Texts =>
    Object.fromEntries(Object.entries(keep(options)).map(([name, { text }]) => [name, text()]));

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'kops-cutover-cache-'));
    folder = join(project, 'lambdas');
    mkdirSync(join(folder, 'lower-ttl'), { recursive: true });
    mkdirSync(join(project, 'node_modules'));
    writeFileSync(join(folder, 'lower-ttl/handler.ts'), 'export const handler = 1;\n');
    writeFileSync(installed(), '{"packages": {}}');
    let made = 0;
    make.mockReset().mockImplementation(() => ({ LowerTtl: `made ${++made}`, AdoptRecords: 'é\n' }));
  });
  afterEach(() => rmSync(project, { recursive: true }));

  it('is given again as it was made', () => {
    expect(ask()).toEqual({ LowerTtl: 'made 1', AdoptRecords: 'é\n' });
    expect(ask()).toEqual({ LowerTtl: 'made 1', AdoptRecords: 'é\n' });
    expect(make).toHaveBeenCalledTimes(1);
  });

  it.each<[string, () => void]>([
    [
      'a source changes',
      () => writeFileSync(join(folder, 'lower-ttl/handler.ts'), 'export const handler = 2;\n'),
    ],
    ['a source is added', () => writeFileSync(join(folder, 'more.ts'), '')],
    [
      'a source is renamed',
      () => {
        rmSync(join(folder, 'lower-ttl/handler.ts'));
        writeFileSync(join(folder, 'lower-ttl/handle.ts'), 'export const handler = 1;\n');
      },
    ],
    ['another package is installed', () => writeFileSync(installed(), '{"packages": {"zod": {}}}')],
  ])('is made anew when %s', (_what, change) => {
    ask();
    change();
    expect(ask().LowerTtl).toBe('made 2');
  });

  it('is made anew for other options', () => {
    ask();
    expect(ask({ ...OPTIONS, minifyWhitespace: true }).LowerTtl).toBe('made 2');
  });

  it('is given again when a change is taken back', () => {
    const handler = join(folder, 'lower-ttl/handler.ts');
    ask();
    writeFileSync(handler, 'export const handler = 2;\n');
    ask();
    writeFileSync(handler, 'export const handler = 1;\n');
    expect(ask().LowerTtl).toBe('made 1');
  });

  it('is nothing where nobody knows what is installed', () => {
    rmSync(installed());
    ask();
    ask();
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('is nothing of what could not be made', () => {
    make.mockImplementationOnce(() => {
      throw new Error('a syntax error');
    });
    expect(() => ask()).toThrow('a syntax error');
    expect(ask().LowerTtl).toBe('made 1');
  });

  it('is that of the synth that was faster', () => {
    make.mockImplementationOnce(() => {
      const faster = ask();
      expect(faster.LowerTtl).toBe('made 1');
      return faster;
    });
    expect(ask().LowerTtl).toBe('made 1');
    expect(cached()).toHaveLength(1);
  });

  it.each<[string, () => void]>([
    ['kept', () => {}],
    ['not kept', () => rmSync(installed())],
  ])('has the hash and gives copies of its texts: %s', (_what, prepare) => {
    prepare();
    const { AdoptRecords } = keep();
    const copy = join(project, 'copy.js');
    AdoptRecords?.putAt(copy);
    expect(readFileSync(copy, 'utf8')).toBe('é\n');
    expect(AdoptRecords?.hash).toBe(createHash('sha256').update('é\n').digest('hex'));
  });

  it('does not pile up', () => {
    for (let i = 0; i < 8; i++) {
      writeFileSync(join(folder, 'lower-ttl/handler.ts'), `export const handler = ${i};\n`);
      ask();
    }
    expect(cached()).toHaveLength(5);
  });
});
