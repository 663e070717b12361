/** SCRAM-SHA-256 (RFC 5802, RFC 7677), the client's side. */
import { base64, fromBase64, join, utf8 } from "./bytes.ts";
import { hmac, pbkdf2, sha256 } from "./sha256.ts";

/** Rounds of a new password: about 0.1 s on a PC, a second on a slow phone. Only browsers do them, never the box. */
export const newRounds = 100000;

/** Fewer are refused: a false box could ask for one round, and guess from the answer. */
export const leastRounds = 10000;

export interface SaltedPassword {
  readonly salt: string;
  readonly rounds: number;
  readonly clientKey: Uint8Array;
  readonly serverKey: Uint8Array;
}

/** A password as both ends hash it: NFKC, as RFC 4013 asks, so that it is the same from each keyboard. */
export async function salted(password: string, salt: string, rounds: number, progress?: (part: number) => void): Promise<SaltedPassword> {
  if (!(rounds >= leastRounds)) {
    throw new Error("the box asks for too few rounds");
  }
  const key = await pbkdf2(utf8(password.normalize("NFKC")), fromBase64(salt), rounds, progress);
  return { salt, rounds, clientKey: hmac(key, utf8("Client Key")), serverKey: hmac(key, utf8("Server Key")) };
}

/** What the box keeps of a password: salt, rounds, StoredKey, ServerKey. */
export function verifier(password: SaltedPassword): Uint8Array {
  const rounds = new Uint8Array(4);
  new DataView(rounds.buffer).setUint32(0, password.rounds, true);
  return join(fromBase64(password.salt), rounds, sha256(password.clientKey), password.serverKey);
}

export interface ServerFirst {
  readonly nonces: string;
  readonly salt: string;
  readonly rounds: number;
}

/** Reads "r=…,s=…,i=…". Throws where it is none, or answers another client. */
export function readServerFirst(text: string, clientNonce: string): ServerFirst {
  const parts = /^r=([^,]+),s=([^,]+),i=([1-9]\d{0,8})$/.exec(text);
  if (!parts || !parts[1]!.startsWith(clientNonce) || parts[1]!.length <= clientNonce.length) {
    throw new Error("not the box's answer");
  }
  return { nonces: parts[1]!, salt: parts[2]!, rounds: Number(parts[3]) };
}

export interface Proof {
  /** client-final-message */
  readonly message: string;
  /** What the box must answer. */
  readonly serverFinal: string;
  /** The key of the session: never sent. */
  readonly sessionKey: Uint8Array;
}

/** Proves that we know the password. */
export function prove(user: string, clientNonce: string, serverFirst: string, nonces: string, password: SaltedPassword): Proof {
  const withoutProof = "c=biws,r=" + nonces;
  const auth = utf8(`n=${user},r=${clientNonce},${serverFirst},${withoutProof}`);
  const storedKey = sha256(password.clientKey);
  const proof = hmac(storedKey, auth).map((b, i) => b ^ password.clientKey[i]!);
  return {
    message: `${withoutProof},p=${base64(proof)}`,
    serverFinal: "v=" + base64(hmac(password.serverKey, auth)),
    sessionKey: hmac(storedKey, utf8("GSS-API session key"), password.clientKey, auth),
  };
}
