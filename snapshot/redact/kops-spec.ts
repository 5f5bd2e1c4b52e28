/** What people put into kops' specifications and should not: files with passwords, start scripts, environments of hooks. */
import { isScalar, parseAllDocuments, visit } from 'yaml';
import { hashOf, isHash } from './hash.ts';

/**
 * Members of which all texts are replaced, however deep. Source: kops' reference of `Cluster` and `InstanceGroup`: fileAssets
 * and additionalUserData (`content`), hooks (`manifest`, `environment`, `command`), containerd's and docker's own files, and
 * proxies, whose addresses may have a password.
 */
const MEMBERS = new Set([
  'command',
  'configAdditions',
  'configOverride',
  'content',
  'egressProxy',
  'env',
  'environment',
  'manifest',
  'registryMirrors',
]);
const TELLING = /passw|token|secret|credential|private-?key|api-?key/i;
/** They only say where something is. */
const PLACE = /(Store|Name|Arn|ARN|File|Id|ID)$/;

/** What is no YAML is replaced as a whole. */
export function withoutSecrets(text: string): string {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return hashOf(text);
  let isChanged = false;
  for (const document of documents)
    visit(document, {
      Scalar: (key, scalar, path) => {
        if (key === 'key' || typeof scalar.value !== 'string' || isHash(scalar.value) || !isWithin(path))
          return;
        scalar.value = hashOf(scalar.value);
        delete scalar.type;
        isChanged = true;
      },
    });
  return isChanged ? documents.map(String).join('') : text;
}

type Path = readonly unknown[];

/** Whether a member on the way is one of those. */
function isWithin(path: Path): boolean {
  return path.some((node) => {
    const key = typeof node === 'object' && node !== null && 'key' in node ? node.key : undefined;
    if (!isScalar(key) || typeof key.value !== 'string') return false;
    return MEMBERS.has(key.value) || (TELLING.test(key.value) && !PLACE.test(key.value));
  });
}
