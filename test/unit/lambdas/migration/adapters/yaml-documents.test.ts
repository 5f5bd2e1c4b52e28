import { yamlDocuments } from '../../../../../lambdas/migration/adapters/yaml-documents.ts';

const values = (text: string): readonly unknown[] => yamlDocuments(text, 'config').map(({ value }) => value);

describe('the YAML of a state store', () => {
  it('is documents of plain values, as JSON has them', () => {
    expect(values('a: 1\nb: [true, null, "x"]\n---\n- 2027-01-04\n---\n')).toEqual([
      { a: 1, b: [true, null, 'x'] },
      ['2027-01-04'],
      null,
    ]);
    expect(values('yes: no\n1.20: 0x10\n')).toEqual([{ yes: 'no', '1.2': 16 }]);
    expect(values('base: &base {a: 1}\none: {<<: *base, b: 2}\n')).toEqual([
      { base: { a: 1 }, one: { a: 1, b: 2 } },
    ]);
  });

  it('makes no prototype of what is called so', () => {
    const [value] = values('__proto__: {admin: true}\n');
    expect(Object(value).admin).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    ['a tab', 'a:\n\tb: 1\n', /^line 2, column 1 of config: /],
    ['an end too early', 'a: [1, 2\n', /^line 2, column 1 of config: /],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', /^line 3, column 1 of config: duplicated mapping key/],
    ['an alias to nothing', 'a: *b\n', /^line 1, column 6 of config: unidentified alias/],
    ['a type of somebody’s', 'a: !!js/function x\n', /^line 1.* of config: unknown tag/],
    ['binary', '\u0000\u0001\u0002', /of config: /],
    ['nesting, in brackets', '['.repeat(100_000), /nesting exceeded maxDepth/],
    [
      'nesting, in lines',
      Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /nesting exceeded/,
    ],
    ['nesting, in dashes', '- '.repeat(100_000), /nesting exceeded maxDepth/],
    ['many documents', '---\n'.repeat(100_002), /config has more than 100000 documents/],
    [
      'merges of merges',
      `a: &a {${Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(', ')}}\n${Array.from({ length: 100 }, (_, i) => `b${i}: {<<: *a}`).join('\n')}\n`,
      /merge keys exceeded/,
    ],
  ])('is refused with its place for %s', (_what, text, message) => {
    expect(() => yamlDocuments(text, 'config')).toThrow(
      expect.objectContaining({ name: 'UnreadableYaml', message: expect.stringMatching(message) }),
    );
  });

  it('is refused if following its aliases would never end', () => {
    const laughs = Array.from(
      { length: 30 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    const bomb = `a0: &a0 [x]\n${laughs.join('\n')}\n`;
    expect(() => yamlDocuments(bomb, 'config')).toThrow(
      /more than 3200000 values when its aliases are followed/,
    );
  });

  it('knows the line of each key, each item, and of what is written in one line', () => {
    const text = [
      'spec:',
      '  kubernetesVersion: 1.36',
      '  sshAccess: 0.0.0.0/0',
      '  "quoted" : 1',
      '  empty:',
      '  list:',
      '  - sshAccess',
      '  - 7',
      '  - {a: 1, deep: x,',
      '     b: c}',
      '  base: &base',
      '    one: 1',
      '  again: *base',
      '  merged:',
      '    <<: *base',
      '    two: 2',
      '  text: |',
      '    sshAccess: none',
      '  last: 1',
    ].join('\n');
    const [document] = yamlDocuments(text, 'config');
    const lines: [number, (string | number)[]][] = [
      [2, ['kubernetesVersion']],
      [3, ['sshAccess']],
      [4, ['quoted']],
      [5, ['empty']],
      [6, ['list']],
      [7, ['list', 0]],
      [8, ['list', 1]],
      [9, ['list', 2, 'deep']],
      [10, ['list', 2, 'b']],
      [12, ['base', 'one']],
      [12, ['again', 'one']],
      [14, ['merged']],
      [16, ['merged', 'two']],
      [17, ['text']],
      [19, ['last']],
      [1, ['gone']],
    ];
    expect(lines.map(([, path]) => [document?.lineOf(['spec', ...path]), path])).toEqual(lines);
  });

  it('knows the line on which each collection begins', () => {
    const [, second] = yamlDocuments(
      'a: 1\n---\nspec:\n  etcdClusters:\n  - name: main\n    etcdMembers:\n    - name: a\n',
      'config',
    );
    const lines = [
      [],
      ['spec'],
      ['spec', 'etcdClusters'],
      ['spec', 'etcdClusters', 0, 'etcdMembers', 0, 'name'],
      ['gone', 'far'],
    ].map((path) => second?.lineOf(path));
    expect(lines).toEqual([3, 3, 4, 7, 3]);
  });
});
