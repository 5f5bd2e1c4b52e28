const VERSION = /^v(\d+)\.(\d+)\./;

/** Whether it is a version as Kubernetes writes it: `v1.36.2`, `v1.36.2-aws.1`. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** `v1.36.2` → 1036: minor versions never come near a thousand. NaN of what is no version. */
export function minorOf(version: string): number {
  const [, major, minor] = VERSION.exec(version) ?? [];
  return Number(major) * 1000 + Number(minor);
}
