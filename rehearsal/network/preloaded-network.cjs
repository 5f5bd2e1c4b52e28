// Gives a process a network: loaded before anything else by `node --require`, so that what runs doesn't know.
// REHEARSAL_NETWORK_FILE says which addresses are of that network (`subnets`) and where those that listen really are
// (`ports`, from `address:port` to a port of the loopback interface); it is read anew at each connection. Only the
// destination is changed: a server's certificate is still checked for the name that was asked for. Nothing that is
// meant for that network ever leaves the machine: where nobody listens there is no route to anybody.
// With a `nameServer`, a Resolver asks that one for addresses and CAA records, as if it were the machine's own.
'use strict';
const dns = require('node:dns');
const fs = require('node:fs');
const net = require('node:net');

const file = process.env.REHEARSAL_NETWORK_FILE;
const { connect } = net.Socket.prototype;

/** What was asked for as options, in which of its three forms it ever was: `net.connect` hands on a list of its own. */
function optionsOf(args) {
  const [first, host] = args;
  if (Array.isArray(first)) return first[0];
  if (typeof first === 'object' && first !== null) return first;
  return { port: first, host: typeof host === 'string' ? host : undefined };
}

/** The same arguments with another destination. */
function sentTo(args, options) {
  if (Array.isArray(args[0])) {
    args[0][0] = options;
    return args;
  }
  const listener = args.findLast((each) => typeof each === 'function');
  return listener === undefined ? [options] : [options, listener];
}

function readNetwork() {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

function routeOf({ host, port }) {
  if (typeof host !== 'string' || net.isIP(host) === 0) return undefined;
  const { subnets, ports } = readNetwork();
  const network = new net.BlockList();
  for (const { address, prefix, family } of subnets) network.addSubnet(address, prefix, family);
  if (!network.check(host, net.isIPv6(host) ? 'ipv6' : 'ipv4')) return undefined;
  return { port: ports[`${host}:${port}`] };
}

net.Socket.prototype.connect = function (...args) {
  const options = optionsOf(args);
  const route = routeOf(options);
  if (route === undefined) return connect.apply(this, args);
  if (route.port !== undefined) {
    return connect.apply(this, sentTo(args, { ...options, host: '127.0.0.1', port: route.port }));
  }
  const where = `${options.host}:${options.port}`;
  const error = Object.assign(new Error(`connect EHOSTUNREACH ${where}`), {
    code: 'EHOSTUNREACH',
    syscall: 'connect',
    address: options.host,
    port: Number(options.port),
  });
  process.nextTick(() => this.destroy(error));
  return this;
};

const { Resolver } = dns.promises;
const QUESTIONS = ['resolve4', 'resolve6', 'resolveCaa'];

for (const question of QUESTIONS) {
  const ask = Resolver.prototype[question];
  Resolver.prototype[question] = function (...args) {
    const { nameServer } = readNetwork();
    if (nameServer === undefined) return ask.apply(this, args);
    // Another one each time: while it is being asked, a Resolver can't be told of other servers.
    const resolver = new Resolver({ timeout: 2000, tries: 2 });
    resolver.setServers([nameServer]);
    return ask.apply(resolver, args);
  };
}
