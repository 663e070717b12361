/** A session at the box: signs requests, seals and opens fields, makes tickets for event streams (access.md). */
import { fromHex, hex, join, utf8 } from "./bytes.ts";
import { open, seal } from "./sealed.ts";
import { Hmac, hmac } from "./sha256.ts";

const pieceBytes = 512;

/** One request's proof; its counter binds the fields that are sealed in it or in its answer. */
export interface Signed {
  readonly counter: number;
  /** Value of the header. */
  readonly proof: string;
}

/** Signs with one key. Counters rise by one; two signers must not share a key. */
export class Signer {
  private counter: number;
  private readonly mac: Hmac;

  constructor(readonly id: string, readonly key: Uint8Array, counter = 0) {
    this.counter = counter;
    this.mac = new Hmac(key);
  }

  /** The counter that the next request gets: seal its fields with this one, then sign. */
  next(): number {
    return ++this.counter;
  }

  /** The target is path and query exactly as they are sent. */
  sign(method: string, target: string, body = new Uint8Array(), counter = this.next()): Signed {
    return { counter, proof: this.proof("request", counter, method, target, body) };
  }

  /** The target with a ticket at its end: good for one GET, for an EventSource, which cannot set headers. */
  ticket(target: string): string {
    const proof = this.proof("ticket", this.next(), "GET", target, new Uint8Array());
    return target + (target.includes("?") ? "&" : "?") + "ticket=" + proof;
  }

  private proof(kind: string, counter: number, method: string, target: string, body: Uint8Array): string {
    let chain = this.mac.of(utf8(`NukiEdge ${kind}\n${counter}\n${method}\n${target}\n${body.length}`));
    for (let at = 0; at < body.length; at += pieceBytes) {
      chain = this.mac.of(join(chain, body.subarray(at, at + pieceBytes)));
    }
    return `${this.id}.${counter}.${hex(chain.slice(0, 16))}`;
  }
}

/** The owner's session: lives in this page only, and ends with it, with a restart of the box, or after 30 quiet minutes. */
export class Session extends Signer {
  static readonly header = "X-NukiEdge-Proof";

  constructor(sessionKey: Uint8Array) {
    super(hex(hmac(sessionKey, utf8("NukiEdge session id")).slice(0, 8)), sessionKey);
  }

  /** Seals a field of the request with this counter. */
  seal(counter: number, purpose: string, secret: Uint8Array): string {
    return seal(this.key, `page ${counter} ${purpose}`, secret);
  }

  /** Opens a field of the answer to the request with this counter; null where it is not the box's. */
  open(counter: number, purpose: string, boxed: string): Uint8Array | null {
    return open(this.key, `box ${counter} ${purpose}`, boxed);
  }
}

/** A program with a key: its text as the page showed it once, and the epoch that the box says with each 401. */
export class KeyHolder extends Signer {
  constructor(text: string, epoch: string, counter = 0) {
    const [id, secret] = text.split("-") as [string, string];
    super(id, hmac(hmac(fromHex(secret), utf8("NukiEdge key")), utf8("NukiEdge epoch\n"), fromHex(epoch)), counter);
  }
}
