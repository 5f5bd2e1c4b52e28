import type { Site } from '../../web/site.ts';

/** The names that both platforms have certificates for. */
export const SITE_HOSTS = [
  'shop.test',
  'www.shop.test',
  'blog.shop.test',
  'api.shop.test',
  '*.apps.shop.test',
  'img.shop-cdn.test',
];

/** The cluster's own domain, on which it was tried out before anything moved. */
export const OWN_HOSTS = ['www.k8s.shop.test'];

const PAGES: Site['pages'] = {
  '/': { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Shop</h1>' },
  '/login': { status: 302, headers: { location: '/', 'cache-control': 'no-store' } },
};

export const LEGACY_SITE: Site = {
  hosts: SITE_HOSTS,
  pages: PAGES,
  noPage: { status: 404, body: 'There is no such page.' },
  noHost: { status: 503, body: '' },
};

/** An ingress controller with a default backend. */
export const CLUSTER_SITE: Site = {
  ...LEGACY_SITE,
  hosts: [...SITE_HOSTS, ...OWN_HOSTS],
  noHost: { status: 404, headers: { 'content-type': 'text/plain' }, body: '404 page not found\n' },
};
