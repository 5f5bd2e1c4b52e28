import { withoutSecrets } from '../../../snapshot/redact/kops-spec.ts';

const SPEC = `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
# kept
spec:
  egressProxy:
    httpProxy:
      host: user:pass@proxy.example.com
      port: 3128
  fileAssets:
  - content: |
      api_key: abc
    name: agent
    path: /etc/agent
  hooks:
  - execContainer:
      environment:
        TOKEN: abc
      image: busybox
  keyStore: s3://state/k8s/pki
  secretStore: s3://state/k8s/secrets
  kubeAPIServer:
    oidcClientSecret: abc
  sshKeyName: ops
---
spec:
  additionalUserData:
  - content: abc
    name: boot.sh
`;

describe('a specification of kops', () => {
  const redacted = withoutSecrets(SPEC);

  it('has no text that may be secret any more', () => {
    expect(redacted).not.toMatch(/abc|user:pass/);
    expect(redacted.match(/sha256:[0-9a-f]{64}/g)).toHaveLength(5);
  });

  it.each([
    '# kept',
    'port: 3128',
    'path: /etc/agent',
    'image: busybox',
    'TOKEN: sha256:',
    'keyStore: s3://state',
    'secretStore: s3://',
    'sshKeyName: ops',
    'name: boot.sh',
  ])('still has %s', (text) => expect(redacted).toContain(text));

  it('has the same hash for the same text, and is not hashed twice', () => {
    const [one, other] = [...redacted.matchAll(/(?:TOKEN|oidcClientSecret): (\S+)/g)].map(([, hash]) => hash);
    expect(one).toBe(other);
    expect(withoutSecrets(redacted)).toBe(redacted);
  });

  it('without anything secret stays as it is, to the letter', () => {
    const text = 'spec:   {a: 1}   # as it is\n\n\n';
    expect(withoutSecrets(text)).toBe(text);
    expect(withoutSecrets('v1.36.0')).toBe('v1.36.0');
  });

  it('that is no YAML is hashed as a whole', () => {
    expect(withoutSecrets('a: [')).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
