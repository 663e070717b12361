/** Sealed fields: encrypted with HMAC-SHA256 in counter mode, then a MAC (access.md, "Sealed fields"; C#: Seals/SealedBox.cs). */
import { base64, fromBase64, join, random, same, utf8 } from "./bytes.ts";
import { Hmac, hmac } from "./sha256.ts";

const nonceBytes = 16, macBytes = 16, fillBytes = 32;

export function seal(key: Uint8Array, label: string, secret: Uint8Array, nonce = random(nonceBytes)): string {
  if (secret.length > 255) {
    throw new RangeError("a sealed field holds 255 bytes");
  }
  const text = new Uint8Array(1 + Math.ceil(secret.length / fillBytes) * fillBytes);
  text[0] = secret.length;
  text.set(secret, 1);
  const box = join(nonce, xor(key, label, nonce, text));
  return base64(join(box, mac(key, label, box)));
}

/** The secret, or null where box, key or label is another one. */
export function open(key: Uint8Array, label: string, boxed: string): Uint8Array | null {
  const box = fromBase64(boxed);
  const textBytes = box.length - nonceBytes - macBytes;
  const front = box.slice(0, box.length - macBytes);
  if (textBytes < 1 || textBytes % fillBytes !== 1 || !same(mac(key, label, front), box.slice(front.length))) {
    return null;
  }
  const text = xor(key, label, box.slice(0, nonceBytes), box.slice(nonceBytes, nonceBytes + textBytes));
  return text[0]! < textBytes ? text.slice(1, 1 + text[0]!) : null;
}

function mac(key: Uint8Array, label: string, box: Uint8Array): Uint8Array {
  return hmac(hmac(key, utf8("NukiEdge mac\n" + label)), box).slice(0, macBytes);
}

function xor(key: Uint8Array, label: string, nonce: Uint8Array, text: Uint8Array): Uint8Array {
  const stream = new Hmac(hmac(key, utf8("NukiEdge encrypt\n" + label)));
  const out = text.slice();
  for (let at = 0; at < out.length; at += 32) {
    const block = stream.of(join(nonce, Uint8Array.of(at / 32)));
    for (let i = 0; i < 32 && at + i < out.length; i++) {
      out[at + i]! ^= block[i]!;
    }
  }
  return out;
}
