import { minorOf } from '../../../shared/domain/kubernetes-version.ts';

/** Minor versions by which a kubelet may be older than the API server, since 1.28. Source: Kubernetes' version skew policy. */
const MOST_BEHIND = 3;

/** What is wrong with a kubelet's version beside the API server's; '' for nothing. Patch versions don't matter. */
export function skewOf(kubelet: string, server: string): string {
  const [ofKubelet, ofServer] = [minorOf(kubelet), minorOf(server)];
  if (Number.isNaN(ofKubelet + ofServer))
    return `${kubelet || 'no version'} can't be compared with ${server}`;
  if (ofKubelet > ofServer) return `${kubelet} is newer than the API server, ${server}`;
  const behind = ofServer - ofKubelet;
  return behind > MOST_BEHIND
    ? `${kubelet} is ${behind} minor versions older than the API server, ${server}`
    : '';
}
