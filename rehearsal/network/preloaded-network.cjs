// Gives a process a network: loaded before anything else by `node --require`, so that what runs doesn't know.
// REHEARSAL_NETWORK_FILE says where those that listen really are (`ports`, from `address:port` to a `port` of the loopback
// interface, and what a round trip takes there, `roundTripMs`); it is read anew at each connection. Only the destination is changed: a server's certificate is still
// checked for the name that was asked for. Nothing ever leaves the machine, for a rehearsal knows the names and addresses
// of real platforms: where nobody listens there is no route to anybody, and no name has an address but
// those in `names`, for whoever asks as `getaddrinfo` does, or connects to it.
// Who trusts one of the authorities in `standIns`, and it alone, trusts the one that stands in for it.
// With a `nameServer`, a Resolver asks that one for addresses, CAA records and name servers, as if it were the machine's own.
// Datagrams find the same who listens as connections do, if they are sent over a connected socket; others go nowhere.
'use strict';
const dgram = require('node:dgram');
const dns = require('node:dns');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');
const tls = require('node:tls');

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

/** Those of the rehearsal's clock, where it is loaded, too. */
function durations() {
  return globalThis[Symbol.for('rehearsal.durations')];
}

function readNetwork() {
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

const machine = new net.BlockList();
machine.addSubnet('127.0.0.0', 8, 'ipv4');
machine.addAddress('::1', 'ipv6');

/** Undefined for this machine itself. */
function routeOf({ host: asked, port, path }) {
  // A request over HTTP has null in place of its path.
  if (typeof path === 'string' || typeof asked !== 'string' || asked === 'localhost') return undefined;
  const { ports, names } = readNetwork();
  const host = names[asked] ?? asked;
  if (net.isIP(host) === 0) return { error: { code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host } };
  if (machine.check(host, net.isIPv6(host) ? 'ipv6' : 'ipv4')) return undefined;
  const led = ports[`${host}:${port}`];
  if (led !== undefined) return led;
  return { error: { code: 'EHOSTUNREACH', syscall: 'connect', address: host, port: Number(port) } };
}

net.Socket.prototype.connect = function (...args) {
  const options = optionsOf(args);
  const route = routeOf(options);
  if (route === undefined) return connect.apply(this, args);
  if (route.port !== undefined) {
    if (route.roundTripMs !== undefined) durations()?.stand(this, route.roundTripMs);
    return connect.apply(this, sentTo(args, { ...options, host: '127.0.0.1', port: route.port }));
  }
  const { code, syscall } = route.error;
  const error = Object.assign(new Error(`${syscall} ${code} ${options.host}:${options.port}`), route.error);
  process.nextTick(() => this.destroy(error));
  return this;
};

const { connect: connectDatagrams, send } = dgram.Socket.prototype;

dgram.Socket.prototype.connect = function (port, host, ...rest) {
  const route = routeOf({ host, port });
  if (route === undefined) return connectDatagrams.call(this, port, host, ...rest);
  if (route.port !== undefined) return connectDatagrams.call(this, route.port, '127.0.0.1', ...rest);
  const error = Object.assign(
    new Error(`${route.error.syscall} ${route.error.code} ${host}:${port}`),
    route.error,
  );
  process.nextTick(() => this.emit('error', error));
};

dgram.Socket.prototype.send = function (...args) {
  // With a list or a text, and perhaps where that begins and how long it is, then port and address.
  const address = args.slice(2).find((each) => typeof each === 'string');
  if (address === undefined || routeOf({ host: address, port: 0 }) === undefined)
    return send.apply(this, args);
  throw Object.assign(new Error(`send EHOSTUNREACH ${address}`), {
    code: 'EHOSTUNREACH',
    syscall: 'send',
    address,
  });
};

const { lookup } = dns;
const lookupLater = dns.promises.lookup;

function found(address, options) {
  const one = { address, family: net.isIP(address) };
  return typeof options === 'object' && options !== null && options.all ? [one] : one;
}

dns.lookup = function (host, ...args) {
  const address = readNetwork().names[host];
  if (address === undefined) return lookup.call(this, host, ...args);
  const [options, callback] = args.length === 1 ? [undefined, args[0]] : args;
  const result = found(address, options);
  process.nextTick(() =>
    Array.isArray(result) ? callback(null, result) : callback(null, result.address, result.family),
  );
  return {};
};

dns.promises.lookup = async function (host, options) {
  const address = readNetwork().names[host];
  return address === undefined ? lookupLater.call(this, host, options) : found(address, options);
};
const { createSecureContext } = tls;

tls.createSecureContext = function (options) {
  const standIn = typeof options?.ca === 'string' ? readNetwork().standIns[options.ca] : undefined;
  return createSecureContext.call(this, standIn === undefined ? options : { ...options, ca: standIn });
};

const { Resolver } = dns.promises;
const QUESTIONS = ['resolve4', 'resolve6', 'resolveCaa', 'resolveNs'];

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

// Modules that import names of these have what they export now.
syncBuiltinESMExports();
