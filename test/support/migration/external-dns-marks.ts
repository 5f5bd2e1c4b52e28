/** Marks of external-dns, and which names of a zone each of them claims. Tests are made from this table. */

/** What the zone contains beside the mark, by name. */
export const ZONE: Readonly<Record<string, readonly string[]>> = {
  'shop.test': ['A'],
  'www.shop.test': ['A'],
  'api.shop.test': ['A', 'AAAA'],
  'img.shop.test': ['CNAME'],
  'lb.shop.test': ['A alias'],
  '*.apps.shop.test': ['A'],
};

export interface MarkForm {
  /** external-dns's flags, or how else the mark came to be. */
  readonly made: string;
  readonly mark: string;
  /** Fails a migration of these names. */
  readonly certain?: readonly string[];
  /** Is a warning for these. */
  readonly possible?: readonly string[];
}

/** Sources: docs/registry/txt.md of external-dns, where nothing else is said. */
export const MARKS: readonly MarkForm[] = [
  // Without flags.
  { made: 'before 0.18', mark: 'www.shop.test', certain: ['www.shop.test'] },
  { made: 'before 0.18, at the apex', mark: 'shop.test', certain: ['shop.test'] },
  { made: 'since 0.12, of an A', mark: 'a-www.shop.test', certain: ['www.shop.test'] },
  { made: 'since 0.12, of an AAAA', mark: 'aaaa-api.shop.test', certain: ['api.shop.test'] },
  { made: 'since 0.12, of a CNAME', mark: 'cname-img.shop.test', certain: ['img.shop.test'] },
  { made: 'of an A alias, before 0.22', mark: 'cname-lb.shop.test', certain: ['lb.shop.test'] },
  { made: 'of an A alias, since 0.22', mark: 'a-lb.shop.test', certain: ['lb.shop.test'] },
  { made: 'of a wildcard', mark: 'a-*.apps.shop.test', certain: ['*.apps.shop.test'] },
  { made: 'of a wildcard, before 0.18', mark: '*.apps.shop.test', certain: ['*.apps.shop.test'] },
  // --txt-prefix
  { made: '--txt-prefix=extdns-', mark: 'extdns-a-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=extdns-, before 0.18', mark: 'extdns-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=extdns', mark: 'extdnsa-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=extdns, before 0.18', mark: 'extdnswww.shop.test', possible: ['www.shop.test'] },
  { made: '--txt-prefix=extdns.', mark: 'extdns.a-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=extdns., before 0.18', mark: 'extdns.www.shop.test', possible: ['www.shop.test'] },
  {
    made: '--txt-prefix=extdns., before 0.18, at the apex',
    mark: 'extdns.shop.test',
    possible: ['shop.test'],
  },
  {
    made: '--txt-prefix=txt-, which reads like a type, before 0.18',
    mark: 'txt-www.shop.test',
    certain: ['www.shop.test'],
  },
  { made: '--txt-prefix=txt-', mark: 'txt-a-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=%{record_type}-', mark: 'a-www.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-prefix=%{record_type}.', mark: 'cname.img.shop.test', certain: ['img.shop.test'] },
  { made: '--txt-prefix=x-%{record_type}-', mark: 'x-cname-img.shop.test', certain: ['img.shop.test'] },
  { made: '--txt-prefix=x-%{record_type}.', mark: 'x-a.www.shop.test', possible: ['www.shop.test'] },
  { made: '--txt-prefix=x-%{record_type}., at the apex', mark: 'x-a.shop.test', possible: ['shop.test'] },
  { made: '--txt-prefix=%{record_type}-abc-.', mark: 'a-abc-.www.shop.test', possible: ['www.shop.test'] },
  // --txt-suffix
  { made: '--txt-suffix=-extdns', mark: 'a-www-extdns.shop.test', possible: ['www.shop.test'] },
  { made: '--txt-suffix=-extdns, before 0.18', mark: 'www-extdns.shop.test', certain: ['www.shop.test'] },
  { made: '--txt-suffix=-%{record_type}', mark: 'img-cname.shop.test', certain: ['img.shop.test'] },
  { made: '--txt-suffix=-.%{record_type}', mark: 'img-.cname.shop.test', certain: ['img.shop.test'] },
  { made: '--txt-suffix=.ext, before 0.18', mark: 'www.ext.shop.test', possible: ['www.shop.test'] },
  // --txt-wildcard-replacement: any
  { made: 'any, before 0.18', mark: 'any.apps.shop.test', possible: ['*.apps.shop.test'] },
  { made: 'any', mark: 'cname-any.apps.shop.test', possible: ['*.apps.shop.test'] },
  {
    made: 'any, --txt-prefix=extdns., before 0.18',
    mark: 'extdns.any.apps.shop.test',
    possible: ['*.apps.shop.test'],
  },
  { made: 'any, --txt-prefix=k8s.', mark: 'k8s.a-any.apps.shop.test', possible: ['*.apps.shop.test'] },
  {
    made: 'any, --txt-prefix=%{record_type}.',
    mark: 'cname.any.apps.shop.test',
    possible: ['*.apps.shop.test'],
  },
  { made: 'any, --txt-suffix=-ext', mark: 'a-any-ext.apps.shop.test', possible: ['*.apps.shop.test'] },
  // Left from what is gone.
  { made: 'left from a name', mark: 'a-old.shop.test', possible: ['shop.test'] },
  { made: 'left from a name below another', mark: 'a-old.www.shop.test', possible: ['www.shop.test'] },
  { made: 'left from a name that ends alike', mark: 'a-my-www.shop.test', possible: ['www.shop.test'] },
  { made: 'left from a name that begins alike', mark: 'a-www-2.shop.test', possible: ['www.shop.test'] },
  { made: 'left from an AAAA', mark: 'aaaa-www.shop.test', possible: ['www.shop.test'] },
  { made: 'left from a CNAME that is an A now', mark: 'cname-www.shop.test', possible: ['www.shop.test'] },
  { made: 'left below a wildcard', mark: 'cname-one.apps.shop.test', possible: ['*.apps.shop.test'] },
];
