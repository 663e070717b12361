/**
 * SHA-256 (FIPS 180-4), HMAC (RFC 2104) and PBKDF2 (RFC 8018 section 5.2). The browser's own stand in crypto.subtle, which does not
 * exist on a page that came over plain HTTP.
 */
import { join } from "./bytes.ts";

// FIPS 180-4 sections 4.2.2 and 5.3.3: fractions of the cube and square roots of the first primes, computed with integers.
function rootBits(n: bigint, power: bigint): number {
  const scaled = n << (power === 2n ? 64n : 96n); // (root * 2^32) ^ power
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** power <= scaled) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return Number(low & 0xffffffffn);
}

const primes: bigint[] = [];
for (let n = 2n; primes.length < 64; n++) {
  if (primes.every(p => n % p !== 0n)) {
    primes.push(n);
  }
}
const constants = Int32Array.from(primes, p => rootBits(p, 3n));
const initial = Int32Array.from(primes.slice(0, 8), p => rootBits(p, 2n));
const w = new Int32Array(64);

function compress(state: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    w[i] = w[i - 16]! + w[i - 7]! + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
      + ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const one = h + constants[i]! + w[i]! + (g ^ e & (f ^ g)) + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) | 0;
    const two = (a & b | c & (a | b)) + ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) | 0;
    h = g;
    g = f;
    f = e;
    e = d + one | 0;
    d = c;
    c = b;
    b = a;
    a = one + two | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}

/** Hashes a message; "before" blocks of 64 bytes went into the state already. */
function finish(state: Int32Array, message: Uint8Array, before: number): Uint8Array {
  const blocks = Math.ceil((message.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = (before * 64 + message.length) * 8;
  view.setUint32(padded.length - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(padded.length - 4, bits >>> 0);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i++) {
      w[i] = view.getInt32(at + i * 4);
    }
    compress(state);
  }
  const hash = new Uint8Array(32);
  state.forEach((word, i) => new DataView(hash.buffer).setInt32(i * 4, word));
  return hash;
}

export function sha256(message: Uint8Array): Uint8Array {
  return finish(initial.slice(), message, 0);
}

/** HMAC-SHA256 with one key: its two first blocks are worked through once. */
export class Hmac {
  readonly inner: Int32Array;
  readonly outer: Int32Array;

  constructor(key: Uint8Array) {
    const short = key.length > 64 ? sha256(key) : key;
    this.inner = Hmac.pad(short, 0x36);
    this.outer = Hmac.pad(short, 0x5c);
  }

  private static pad(key: Uint8Array, with_: number): Int32Array {
    const state = initial.slice();
    for (let i = 0; i < 16; i++) {
      let word = 0;
      for (let j = 0; j < 4; j++) {
        word = word << 8 | (key[i * 4 + j] ?? 0) ^ with_;
      }
      w[i] = word;
    }
    compress(state);
    return state;
  }

  of(message: Uint8Array): Uint8Array {
    return finish(this.outer.slice(), finish(this.inner.slice(), message, 1), 1);
  }
}

export function hmac(key: Uint8Array, ...message: Uint8Array[]): Uint8Array {
  return new Hmac(key).of(join(...message));
}

/**
 * PBKDF2 with HMAC-SHA256, one block of 32 bytes. Lets the page breathe, and says how far it is (0 to 1).
 */
export async function pbkdf2(password: Uint8Array, salt: Uint8Array, rounds: number, progress?: (part: number) => void): Promise<Uint8Array> {
  const mac = new Hmac(password);
  const first = mac.of(join(salt, Uint8Array.of(0, 0, 0, 1)));
  const view = new DataView(first.buffer);
  const last = Int32Array.from({ length: 8 }, (_, i) => view.getInt32(i * 4));
  const sum = last.slice();
  for (let round = 1; round < rounds; round++) {
    half(mac.inner, last);
    half(mac.outer, last);
    for (let i = 0; i < 8; i++) {
      sum[i]! ^= last[i]!;
    }
    if (round % 8192 === 0) {
      progress?.(round / rounds);
      await new Promise(go => setTimeout(go));
    }
  }
  const out = new Uint8Array(32);
  sum.forEach((word, i) => new DataView(out.buffer).setInt32(i * 4, word));
  return out;
}

/** One of the two hashes of an HMAC over 32 bytes: a single block. */
function half(state: Int32Array, words: Int32Array): void {
  w.set(words);
  w[8] = 0x80000000 | 0;
  w.fill(0, 9, 15);
  w[15] = (64 + 32) * 8;
  words.set(state);
  compress(words);
}
