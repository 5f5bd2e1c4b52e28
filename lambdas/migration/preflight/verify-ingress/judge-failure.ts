/** What it means where an exchange with the cluster ended. */
import type { Finding } from '../../contract/findings.ts';
import type { WebFailure } from '../../ports/web-probe.ts';
import { notes } from './notes.ts';

const WHY = 'Clients that come to the cluster ask in the same way, and get the same.';

interface Ended {
  readonly failure: WebFailure;
  readonly message: string;
}

/** @param address where it was asked */
export function judgeFailure(subject: string, address: string, { failure, message }: Ended): Finding {
  const { code, toDo } = FAILED[failure];
  return notes.fail(subject, code, { seen: `At ${address}: ${message}.`, why: WHY, toDo });
}

const FAILED: Readonly<Record<WebFailure, { readonly code: string; readonly toDo: string }>> = {
  refused: {
    code: 'ingress-refused',
    toDo: 'Nothing listens there. Add a listener for this port to the load balancer, or correct `target`.',
  },
  unreachable: {
    code: 'ingress-unreachable',
    toDo: 'Check that the load balancer is internet-facing, and that its subnets have a route to an internet gateway.',
  },
  'no-connection': {
    code: 'ingress-no-connection',
    toDo: "Open the port to everybody in the load balancer's security group and its subnets' network ACLs.",
  },
  'handshake-late': {
    code: 'ingress-handshake-late',
    toDo: 'The connection is there, but nobody speaks TLS in time. If TLS ends in the cluster, check that targets are healthy.',
  },
  closed: {
    code: 'ingress-closed',
    toDo: "Something closes the connection: no healthy target behind the load balancer, or a controller without this name. Read the controller's log.",
  },
  'no-tls': {
    code: 'ingress-no-tls',
    toDo: 'Something other than TLS answers on this port. Set the protocol of the listener to HTTPS, or to TLS on a network load balancer.',
  },
  'tls-refused': {
    code: 'ingress-tls-refused',
    toDo: 'The server refuses TLS 1.2 and 1.3, or knows no such name. Check the TLS policy of the listener, and that the ingress has a certificate for this name.',
  },
  'tls-failed': {
    code: 'ingress-tls-failed',
    toDo: 'The message says where the handshake failed. Check the TLS settings of the listener.',
  },
  'answer-late': {
    code: 'ingress-answer-late',
    toDo: 'Find out why the answer takes so long: the application behind this name, or what it waits for.',
  },
  'answer-slow': {
    code: 'ingress-answer-slow',
    toDo: "The answer begins, but doesn't end in time. Find out what sends it so slowly, or configure a path that ends.",
  },
  'header-too-long': {
    code: 'ingress-header-too-long',
    toDo: 'Browsers refuse such a header too. Find out which one grows: mostly cookies.',
  },
  'not-http': {
    code: 'ingress-not-http',
    toDo: 'Something other than HTTP answers behind TLS. Check the protocol of the target group.',
  },
  'not-asked': {
    code: 'ingress-not-asked',
    toDo: 'Fix what is slow first. If there are simply too many, ask for fewer in `ingress.names` and `ingress.paths`.',
  },
  other: { code: 'ingress-not-reached', toDo: 'Fix what the message says, then start again.' },
};
