import type { IngressConfig } from '../../../../../lib/migration/config/ingress-config.ts';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const names = (n: number) => Array.from({ length: n }, (_, i) => `n${i}.shop.test`);

function settingsOf(ingress: IngressConfig | undefined, base: unknown = smallest()) {
  return resolve(withValue(base, ['ingress'], ingress)).settings.ingress;
}

describe('ingress', () => {
  it('is not checked where it is left out, with a warning', () => {
    expect(settingsOf(undefined)).toBeUndefined();
    expect(warningsOf(smallest())).toContain('not-checked-ingress ingress');
  });

  it('asks for / on every name by default', () => {
    expect(settingsOf({})).toEqual({
      names: [{ name: 'www.shop.test.', host: 'www.shop.test' }],
      ownHosts: [],
      paths: [{ scheme: 'https', path: '/', hosts: [], headers: [], contains: '' }],
      controller: '',
    });
  });

  it('is taken as it is, with names and headers in one notation', () => {
    expect(settingsOf(fullest().ingress, fullest())).toEqual({
      names: [
        { name: 'www.shop.test.', host: 'www.shop.test' },
        { name: '\\052.shop.test.', host: 'basket.shop.test' },
      ],
      ownHosts: ['www.k8s.shop.test'],
      paths: [
        { scheme: 'http', path: '/', hosts: [], headers: [], contains: '' },
        {
          scheme: 'https',
          path: '/login?x=1',
          hosts: ['basket.shop.test'],
          headers: ['cache-control'],
          contains: 'Sign in',
        },
      ],
      controller: 'traefik',
    });
  });

  itRefuses([
    {
      wrong: 'a wildcard that nobody can ask for',
      put: ['ingress', 'askFor'],
      value: undefined,
      expects: 'in place of *.shop.test',
      advises: "askFor: { '*.shop.test': 'www.shop.test' }",
    },
    {
      wrong: 'another name than one below the wildcard',
      put: ['ingress', 'askFor', '*.shop.test'],
      value: 'basket.other.test',
      at: 'ingress.askFor["*.shop.test"]',
      expects: 'a name below shop.test',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a wildcard in place of a wildcard',
      put: ['ingress', 'askFor', '*.shop.test'],
      value: '*.a.shop.test',
      at: 'ingress.askFor["*.shop.test"]',
      expects: 'not a wildcard',
      advises: 'www.example.com',
    },
    {
      wrong: 'something to ask for in place of a name',
      put: ['ingress', 'askFor', 'www.shop.test'],
      value: 'a.www.shop.test',
      at: 'ingress.askFor["www.shop.test"]',
      expects: 'one of the moved wildcards as its key',
      advises: '*.apps.example.com',
    },
    {
      wrong: 'a name that does not move',
      put: ['ingress', 'names', 0],
      value: 'api.shop.test',
      expects: 'a moved name',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a name twice',
      put: ['ingress', 'names', 2],
      value: 'WWW.shop.test.',
      expects: 'each name once',
      advises: 'ingress.names[0]',
    },
    {
      wrong: 'an own name that moves',
      put: ['ingress', 'ownNames', 0],
      value: 'www.shop.test',
      expects: 'a name that does not move',
      advises: 'remove it',
    },
    {
      wrong: 'a path without a slash',
      put: ['ingress', 'paths', 0, 'path'],
      value: 'login',
      expects: 'begins with `/`',
      advises: '/login',
    },
    {
      wrong: 'a URL as a path',
      put: ['ingress', 'paths', 0, 'path'],
      value: 'https://www.shop.test/',
      expects: 'begins with `/`',
      advises: '/login',
    },
    {
      wrong: 'a path that would end the request line',
      put: ['ingress', 'paths', 0, 'path'],
      value: '/ HTTP/1.1',
      expects: 'percent-encoded',
      advises: '/login',
    },
    {
      wrong: 'another scheme',
      put: ['ingress', 'paths', 0, 'scheme'],
      value: 'ftp',
      expects: "'https' or 'http'",
      advises: "'https' or 'http'",
    },
    {
      wrong: 'a path on a name that is not asked',
      put: ['ingress', 'paths', 1, 'names', 0],
      value: 'shop.test',
      expects: 'a name that is asked',
      advises: "'www.shop.test'",
    },
    {
      wrong: 'a header with its value',
      put: ['ingress', 'paths', 1, 'headers', 0],
      value: 'cache-control: no-store',
      expects: "a header's name",
      advises: 'cache-control',
    },
    {
      wrong: 'a long text to look for',
      put: ['ingress', 'paths', 1, 'contains'],
      value: 'x'.repeat(1001),
      shows: 'xxx',
      expects: 'at most 1,000 characters',
      advises: 'Sign in',
    },
  ]);

  it('refuses more names than one function can ask for', () => {
    const many = withValue(smallest(), ['zones', 0, 'records'], names(201));
    expect(problemsOf(withValue(many, ['ingress'], {}))).toMatchObject([
      { path: 'ingress.names', expected: expect.stringContaining('at most 200 names') },
    ]);
    expect(problemsOf(withValue(many, ['ingress'], { names: names(200) }))).toEqual([]);
  });
});
