/** What a platform answers to clients, as plain data. */

export interface SiteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
}

export interface Site {
  /** Names that it serves; `*.` in front stands for one label. */
  readonly hosts: readonly string[];
  /** By path without the query. */
  readonly pages: Readonly<Record<string, SiteAnswer>>;
  /** What it answers for other paths, and for other names. */
  readonly noPage: SiteAnswer;
  readonly noHost: SiteAnswer;
}

export interface Asked {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly path: string;
}

/** Without TLS every page of a served name is a redirect to the same one with TLS, as most platforms have it. */
export function answerOf(site: Site, { scheme, host, path }: Asked): SiteAnswer {
  if (!site.hosts.some((each) => isServed(host, each))) return site.noHost;
  if (scheme === 'http') return { status: 301, headers: { location: `https://${host}${path}` } };
  return site.pages[path.replace(/\?.*$/, '')] ?? site.noPage;
}

function isServed(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') ? host.replace(/^[^.]+/, '*') === pattern : host === pattern;
}
