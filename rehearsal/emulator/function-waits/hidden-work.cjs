// Counts work of which Node's list of active resources knows nothing: questions to name servers, and what the thread
// pool computes. Streams of zlib are not counted.
'use strict';
const crypto = require('node:crypto');
const dns = require('node:dns');
const zlib = require('node:zlib');

const { subtle } = crypto.webcrypto;
const QUESTION = /^(resolve|reverse)/;
const COMPUTED = [
  'checkPrime',
  'generateKey',
  'generateKeyPair',
  'generatePrime',
  'hkdf',
  'pbkdf2',
  'randomBytes',
  'randomFill',
  'randomInt',
  'scrypt',
  'sign',
  'verify',
];
const COMPRESSED = /^(brotli|zstd|deflate|inflate|gzip|gunzip|unzip)/;

/** @returns whether any of it is under way now */
exports.countHiddenWork = () => {
  let count = 0;
  const begin = () => {
    count += 1;
    let isOver = false;
    return () => {
      if (!isOver) count -= 1;
      isOver = true;
    };
  };
  for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of namesIn(owner).filter((each) => QUESTION.test(each))) follow(owner, name, begin);
  }
  const computed = Object.getPrototypeOf(subtle);
  for (const name of namesIn(computed).filter((each) => each !== 'constructor'))
    follow(computed, name, begin);
  for (const name of COMPUTED) follow(crypto, name, begin);
  for (const name of namesIn(zlib).filter((each) => COMPRESSED.test(each))) follow(zlib, name, begin);
  return () => count > 0;
};

function namesIn(owner) {
  return Object.getOwnPropertyNames(owner);
}

/** A proxy: what `promisify` looks for stays there. */
function follow(owner, name, begin) {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  if (typeof descriptor?.value !== 'function') return;
  const value = new Proxy(descriptor.value, {
    apply: (original, self, args) => followed(original, self, args, begin),
  });
  Object.defineProperty(owner, name, { ...descriptor, value });
}

/** Until its callback is called, or its promise is settled. */
function followed(original, self, args, begin) {
  const callback = args.at(-1);
  if (typeof callback !== 'function') {
    const result = original.apply(self, args);
    if (typeof result?.then === 'function') {
      const end = begin();
      result.then(end, end);
    }
    return result;
  }
  const end = begin();
  const ended = function (...results) {
    end();
    return callback.apply(this, results);
  };
  try {
    return original.apply(self, [...args.slice(0, -1), ended]);
  } catch (error) {
    end();
    throw error;
  }
}
