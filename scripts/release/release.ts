/** What a release must agree on before it is published. */

/** A tag, a version and a changelog that don't agree; the message has all that is wrong. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}

export interface Released {
  readonly version: string;
  /** Of npm: what `npm install` takes, or what must be asked for. */
  readonly tag: 'latest' | 'next';
}

export interface Sources {
  /** In package.json. */
  readonly version: string;
  /** The text of CHANGELOG.md. */
  readonly changelog: string;
}

/** By https://semver.org, without build metadata: npm drops that. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?<prerelease>[0-9A-Za-z.-]+))?$/;
const SECTION = /^## (?<version>\S+) – (?<date>.+)$/gm;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export interface Section {
  readonly version: string;
  /** `2026-12-01`, or `unreleased`. */
  readonly date: string;
}

/** The changelog's sections, newest first. */
export function sectionsOf(changelog: string): readonly Section[] {
  return [...changelog.matchAll(SECTION)].map(({ groups }) => ({
    version: groups?.version ?? '',
    date: groups?.date ?? '',
  }));
}

/** @param tag of git: `v1.2.3` @throws ReleaseRefused */
export function releaseOf(tag: string, { version, changelog }: Sources): Released {
  const [newest] = sectionsOf(changelog);
  const found = newest ? `“${newest.version} – ${newest.date}”` : 'no section';
  const isReleased = newest?.version === version && DATE.test(newest.date);
  const problems = [
    ...(VERSION.test(version)
      ? []
      : [`package.json has the version ${version}; expected one like 1.2.3 or 1.2.3-rc.1.`]),
    ...(tag === `v${version}`
      ? []
      : [
          `The tag is ${tag || 'missing'}; expected v${version}, the version in package.json. Change one of the two.`,
        ]),
    ...(isReleased
      ? []
      : [
          `CHANGELOG.md begins with ${found}; expected “${version} – <date>”, such as 2026-12-01. Date the section.`,
        ]),
  ];
  if (problems.length > 0) throw new ReleaseRefused(problems.join('\n'));
  return { version, tag: VERSION.exec(version)?.groups?.prerelease === undefined ? 'latest' : 'next' };
}
