/** Operating systems, by the names of their images, and until when they get fixes without a contract. */

interface System {
  readonly name: string;
  /** Of an image's name, owner included, or of the parameter of SSM that names it. */
  readonly image: RegExp;
  /** The last day; absent for one that updates itself. */
  readonly until?: string;
}

/** As of `SUPPORT_AS_OF`. Sources: the projects' pages on releases and life cycles. */
const SYSTEMS: readonly System[] = [
  // https://ubuntu.com/about/release-cycle
  { name: 'Ubuntu 16.04', image: /ubuntu.*(?:xenial|16\.04)/, until: '2021-04-30' },
  { name: 'Ubuntu 18.04', image: /ubuntu.*(?:bionic|18\.04)/, until: '2023-05-31' },
  { name: 'Ubuntu 20.04', image: /ubuntu.*(?:focal|20\.04)/, until: '2025-05-31' },
  { name: 'Ubuntu 22.04', image: /ubuntu.*(?:jammy|22\.04)/, until: '2027-04-30' },
  { name: 'Ubuntu 24.04', image: /ubuntu.*(?:noble|24\.04)/, until: '2029-04-30' },
  { name: 'Ubuntu 26.04', image: /ubuntu.*26\.04/, until: '2031-04-30' },
  // https://www.debian.org/releases/ and https://wiki.debian.org/LTS
  { name: 'Debian 8', image: /debian-?(?:8|jessie)/, until: '2020-06-30' },
  { name: 'Debian 9', image: /debian-?(?:9|stretch)/, until: '2022-06-30' },
  { name: 'Debian 10', image: /debian-?(?:10|buster)/, until: '2024-06-30' },
  { name: 'Debian 11', image: /debian-?(?:11|bullseye)/, until: '2026-08-31' },
  { name: 'Debian 12', image: /debian-?(?:12|bookworm)/, until: '2028-06-30' },
  { name: 'Debian 13', image: /debian-?(?:13|trixie)/, until: '2030-06-30' },
  // https://docs.aws.amazon.com/linux/al2023/release-notes/support-info-by-support-statement.html
  { name: 'Amazon Linux 2', image: /amzn2-|amazon-?linux-?2(?!0)|\/amzn2/, until: '2026-06-30' },
  { name: 'Amazon Linux 2023', image: /al2023/, until: '2029-06-30' },
  // https://access.redhat.com/support/policy/updates/errata and https://wiki.rockylinux.org/rocky/version/
  { name: 'RHEL or CentOS 7', image: /(?:rhel|centos)[-_ ]?(?:linux-)?7/i, until: '2024-06-30' },
  { name: 'RHEL or Rocky Linux 8', image: /(?:rhel|rocky)[-_ ]?8/i, until: '2029-05-31' },
  { name: 'RHEL or Rocky Linux 9', image: /(?:rhel|rocky)[-_ ]?9/i, until: '2032-05-31' },
  { name: 'RHEL or Rocky Linux 10', image: /(?:rhel|rocky)[-_ ]?10/i, until: '2035-05-31' },
  { name: 'CoreOS Container Linux', image: /coreos/i, until: '2020-05-26' },
  // https://www.flatcar.org/releases
  { name: 'Flatcar', image: /flatcar/i },
  { name: 'Bottlerocket', image: /bottlerocket/i },
];

export type ImageSupport =
  | { readonly kind: 'supported'; readonly name: string; readonly until?: string }
  | { readonly kind: 'ended'; readonly name: string; readonly on: string }
  /** By its id, or by a name that says nothing. */
  | { readonly kind: 'not-known' };

/** @param day `YYYY-MM-DD` */
export function imageSupport(image: string, day: string): ImageSupport {
  const system = SYSTEMS.find((each) => each.image.test(image));
  if (!system) return { kind: 'not-known' };
  const { name, until } = system;
  if (until === undefined) return { kind: 'supported', name };
  return until < day ? { kind: 'ended', name, on: until } : { kind: 'supported', name, until };
}
