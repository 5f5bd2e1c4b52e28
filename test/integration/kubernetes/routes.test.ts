import { asking, started } from './some-api.ts';

const metadata = { namespace: 'shop', name: 'web', generation: 3 };

describe('Of what leads to pods, the product reads', () => {
  it('for which names a Service asks external-dns', async () => {
    const annotated = (annotations: object) => ({ metadata: { ...metadata, annotations } });
    const key = 'external-dns.alpha.kubernetes.io';
    const services = [
      annotated({ [`${key}/hostname`]: 'A.shop.test., b.shop.test' }),
      annotated({ [`${key}/hostname`]: 'c.shop.test', [`${key}/controller`]: 'other' }),
      { metadata },
    ];
    const api = await asking(await started({ services }));
    expect(await api.list('services')).toMatchObject({
      items: [{ dnsNames: ['a.shop.test', 'b.shop.test'] }, { dnsNames: [] }, { dnsNames: [] }],
    });
  });

  it('the ports of a Service, by name and by number', async () => {
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }, { port: 443 }];
    const services = [{ metadata, spec: { ports } }, { metadata }];
    const api = await asking(await started({ services } as never));
    expect(await api.list('services')).toMatchObject({
      items: [{ ports: ['http', '80', '443'] }, { ports: [] }],
    });
  });

  it('routes: one for each host of an Ingress and an HTTPRoute, with the Services behind it', async () => {
    const backend = (name: string, port: object) => ({ backend: { service: { name, port } } });
    const ingress = {
      metadata,
      spec: {
        defaultBackend: { service: { name: 'rest' } },
        rules: [
          {
            host: 'WWW.shop.test',
            http: { paths: [backend('web', { name: 'http' }), { backend: { resource: {} } }] },
          },
          { host: 'other.shop.test', http: { paths: [backend('web', { number: 81 })] } },
          { host: 'none.shop.test' },
        ],
      },
    };
    const no = { type: 'Accepted', status: 'False', reason: 'NoMatchingParent' };
    const route = {
      metadata,
      spec: {
        hostnames: ['a.shop.test', 'b.shop.test'],
        rules: [
          {
            backendRefs: [
              { name: 'web', port: 80 },
              { name: 'far', namespace: 'other' },
            ],
          },
          { backendRefs: [{ name: 'bucket', kind: 'Bucket', group: 'example.com' }] },
          {},
        ],
      },
      status: { parents: [{ conditions: [no] }] },
    };
    const taken = { conditions: [{ type: 'Accepted', status: 'True' }] };
    const open = { metadata, spec: {}, status: { parents: [{ conditions: [no] }, taken] } };
    const api = await asking(await started({ ingresses: [ingress], httproutes: [route, open] } as never));
    const web = { namespace: 'shop', name: 'web' };
    expect(await api.list('ingresses')).toMatchObject({
      items: [
        { kind: 'Ingress', host: 'www.shop.test', services: [{ ...web, port: 'http' }] },
        { host: 'other.shop.test', services: [{ ...web, port: '81' }] },
        { host: 'none.shop.test', services: [] },
        { host: '', services: [{ namespace: 'shop', name: 'rest', port: '' }] },
      ],
    });
    const services = [
      { ...web, port: '80' },
      { namespace: 'other', name: 'far', port: '' },
    ];
    expect(await api.list('httproutes')).toMatchObject({
      items: [
        { kind: 'HTTPRoute', host: 'a.shop.test', services, refused: 'Accepted: NoMatchingParent' },
        { host: 'b.shop.test', services },
        { host: '', services: [], refused: '' },
      ],
    });
  });
});
