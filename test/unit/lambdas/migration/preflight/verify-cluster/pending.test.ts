import { amiss, CLUSTER, edit, findingsOf, type Shop } from './some-cluster.ts';

describe('what is wanted and not yet in effect', () => {
  it('is found, with what would change', async () => {
    const findings = await findingsOf(({ store }) => {
      edit(store, 'config', 'sshAccess: []', "sshAccess: ['0.0.0.0/0']");
      edit(store, 'config', '1.36.2', '1.37.0');
      edit(store, 'config', 'anonymousAuth: false', 'anonymousAuth: true');
    });
    expect(amiss(findings)).toEqual([`warn spec-ahead ${CLUSTER}`]);
    const seen = findings.find(({ code }) => code === 'spec-ahead')?.seen;
    expect(seen).toBe(
      'config differs from cluster-completed.spec in spec.kubelet.anonymousAuth, spec.kubernetesVersion ("1.37.0"; in effect: "1.36.2"), spec.sshAccess (["0.0.0.0/0"]; in effect: []).',
    );
  });

  it.each<[string, string, (shop: Shop) => void]>([
    ['absent', 'there is none', ({ store }) => void store.objects.delete(`${CLUSTER}/config`)],
    [
      'denied',
      'in effect: AccessDenied: no.',
      ({ store }) => void store.unread.set(`${CLUSTER}/config`, { kind: 'denied', why: 'AccessDenied: no.' }),
    ],
    ['garbage', 'line 2, column 1', ({ store }) => void store.objects.set(`${CLUSTER}/config`, '{')],
    [
      'of another version',
      'no cluster of the same version',
      ({ store }) => edit(store, 'config', 'v1alpha2', 'v1alpha3'),
    ],
  ])('is unknown where config is %s, and hides nothing', async (_what, why, change) => {
    const findings = await findingsOf(change);
    expect(amiss(findings)).toEqual([`warn spec-intent-unread ${CLUSTER}`]);
    expect(findings.find(({ code }) => code === 'spec-intent-unread')?.seen).toContain(why);
    expect(findings.find(({ code }) => code === 'spec-intent-unread')?.seen).not.toMatch(/\.\.$/);
    expect(findings.map(({ code }) => code)).toContain('spec-read');
  });
});
