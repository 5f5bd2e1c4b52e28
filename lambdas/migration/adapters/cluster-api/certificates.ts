import type { ObjectMeta } from 'kubernetes-types/meta/v1.d.ts';
import type { Certificate } from '../../domain/workloads/objects.ts';
import { type Condition, readyIn } from './conditions.ts';
import { namedOf } from './templates.ts';

/** What is read of a Certificate. Source: cert-manager.io/v1, CertificateSpec and CertificateStatus. */
export interface IssuedCertificate {
  readonly metadata?: ObjectMeta;
  readonly spec?: { readonly dnsNames?: readonly string[]; readonly commonName?: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export function certificateOf({ metadata, spec, status }: IssuedCertificate): Certificate {
  const ready = readyIn(status?.conditions);
  return {
    ...namedOf(metadata),
    dnsNames: spec?.dnsNames ?? (spec?.commonName === undefined ? [] : [spec.commonName]),
    isReady: ready?.status === 'True',
    message: ready?.message ?? '',
  };
}
