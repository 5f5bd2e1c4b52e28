import { releaseOf, sectionsOf } from '../../../../scripts/release/release.ts';

const changelog = (...sections: readonly string[]) =>
  ['# Changelog', ...sections.map((section) => `## ${section}\n\n### The package\n\n- Something.`)].join(
    '\n\n',
  );

const RELEASED = changelog('1.2.3 – 2026-12-01', '1.2.2 – 2026-11-01');

describe('a release', () => {
  it('is published if tag, version and changelog agree', () => {
    expect(releaseOf('v1.2.3', { version: '1.2.3', changelog: RELEASED })).toEqual({
      version: '1.2.3',
      tag: 'latest',
    });
  });

  it('is not what everybody gets before it is done', () => {
    const early = { version: '2.0.0-rc.1', changelog: changelog('2.0.0-rc.1 – 2026-12-01') };
    expect(releaseOf('v2.0.0-rc.1', early).tag).toBe('next');
  });

  it.each([
    [
      'another tag',
      'v1.2.4',
      '1.2.3',
      RELEASED,
      'The tag is v1.2.4; expected v1.2.3, the version in package.json.',
    ],
    ['no tag', '', '1.2.3', RELEASED, 'The tag is missing; expected v1.2.3'],
    ['a tag without its v', '1.2.3', '1.2.3', RELEASED, 'The tag is 1.2.3; expected v1.2.3'],
    [
      'another version',
      'v1.3.0',
      '1.3.0',
      RELEASED,
      'CHANGELOG.md begins with “1.2.3 – 2026-12-01”; expected “1.3.0 – <date>”',
    ],
    [
      'no date',
      'v1.2.3',
      '1.2.3',
      changelog('1.2.3 – unreleased'),
      'CHANGELOG.md begins with “1.2.3 – unreleased”',
    ],
    [
      'a date like a sentence',
      'v1.2.3',
      '1.2.3',
      changelog('1.2.3 – 2026-12-01, later'),
      'Date the section.',
    ],
    ['no sections', 'v1.2.3', '1.2.3', changelog(), 'CHANGELOG.md begins with no section'],
    [
      'no version of npm’s',
      'v1.2',
      '1.2',
      changelog('1.2 – 2026-12-01'),
      'package.json has the version 1.2; expected one like',
    ],
  ])('is refused for %s', (_why, tag, version, text, expected) => {
    expect(() => releaseOf(tag, { version, changelog: text })).toThrow(expected);
  });

  it('is refused with all that is wrong at once', () => {
    expect(() => releaseOf('v2', { version: '1', changelog: '' })).toThrow(
      /^package\.json .*\nThe tag .*\nCHANGELOG\.md .*$/,
    );
  });
});

describe('a changelog', () => {
  it('has sections, newest first', () => {
    expect(sectionsOf(RELEASED).map(({ version }) => version)).toEqual(['1.2.3', '1.2.2']);
  });
});
