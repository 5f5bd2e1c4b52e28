import { type DnsServer, type Route53Engine, seededRandom, startDnsServer } from '../../route53/index.ts';
import { answerForBalancer, type NamedBalancer } from './balancer-names.ts';

interface Known {
  readonly engine: Route53Engine;
  /** Load balancers, and the cluster's API servers. */
  readonly named: readonly NamedBalancer[];
  readonly seed: number;
  readonly onError: (error: Error) => void;
}

/** The resolver that functions ask: it knows the zones, the load balancers and the API servers, and no other name exists. */
export function startResolver({ engine, named, seed, onError }: Known): Promise<DnsServer> {
  // How often functions ask must change nothing else that is drawn.
  const drawn = seededRandom(seed);
  return startDnsServer(
    (name, type) => {
      const answer = answerForBalancer(named, name, type) ?? engine.answer(name, type, drawn);
      return answer.rcode === 'REFUSED' ? { ...answer, rcode: 'NXDOMAIN' } : answer;
    },
    { onError },
  );
}
