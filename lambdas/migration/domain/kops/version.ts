/** Versions of programs as far as support goes by them: major and minor. */
export interface Version {
  readonly major: number;
  readonly minor: number;
}

/** Of `1.36.2`, `v3.6.7`, `1.36`, `1.36.0-beta.1`; undefined for what is no version. */
export function versionIn(text: string): Version | undefined {
  const [, major, minor] = /^v?(\d{1,4})\.(\d{1,4})(?:[.+-]|$)/.exec(text.trim()) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) };
}

/** Below 0 when `a` is older than `b`, 0 when their minors are the same. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor;
}

/** `1.36`. */
export function minorOf({ major, minor }: Version): string {
  return `${major}.${minor}`;
}
