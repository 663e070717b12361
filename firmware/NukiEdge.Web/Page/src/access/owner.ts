/** What the login form calls: first password, login, another password. */
import { base64, fromBase64, random, utf8 } from "./bytes.ts";
import { seal } from "./sealed.ts";
import { newRounds, prove, readServerFirst, salted, verifier, type SaltedPassword } from "./scram.ts";
import { Session } from "./session.ts";
import { hmac, pbkdf2 } from "./sha256.ts";

/** The one account's name: the form's user name field holds it, read only, for password managers. */
export const ownerName = "owner";

/** Sends a message to one of the routes "login/first", "login/final", "setup/first", "setup/final"; gives the answer's text. */
export type Send = (route: string, message: string) => Promise<string>;

/** The box did not prove that it knows what it must: another machine answers at its address. */
export class FalseBox extends Error {}

const saltBytes = 16;

/** The device code as it was typed: any case, spaces and dashes, and what looks alike (Crockford's base 32). Null where it is none. */
export function readCode(typed: string): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(code) ? code : null;
}

/** Hashes a new password. */
export function newPassword(password: string, progress?: (part: number) => void): Promise<SaltedPassword> {
  return salted(password, base64(random(saltBytes)), newRounds, progress);
}

/** Sets the first password with the device code. Afterwards log in. */
export async function setUp(send: Send, code: string, password: string, progress?: (part: number) => void): Promise<void> {
  const fresh = await newPassword(password, progress);
  const nonce = base64(random(18));
  const first = readServerFirst(await send("setup/first", "r=" + nonce), nonce);
  const codeSalt = fromBase64(first.salt);
  const codeKey = await pbkdf2(utf8(code), codeSalt, first.rounds);
  const key = hmac(codeKey, utf8("NukiEdge setup\n" + first.nonces));
  const answer = await send("setup/final", `r=${first.nonces},b=${seal(key, "page 0 password", verifier(fresh))}`);
  if (answer !== "v=" + base64(hmac(key, utf8("NukiEdge setup done")))) {
    throw new FalseBox();
  }
}

/** Logs in. Throws what "send" throws for a wrong password, and FalseBox where the box does not know the password. */
export async function logIn(send: Send, password: string, progress?: (part: number) => void): Promise<Session> {
  const nonce = base64(random(18));
  const text = await send("login/first", `n,,n=${ownerName},r=${nonce}`);
  const first = readServerFirst(text, nonce);
  const known = await salted(password, first.salt, first.rounds, progress);
  const proof = prove(ownerName, nonce, text, first.nonces, known);
  if (await send("login/final", proof.message) !== proof.serverFinal) {
    throw new FalseBox();
  }
  return new Session(proof.sessionKey);
}

/** The body of a change of password, for the request with this counter. The session must be younger than five minutes. */
export async function sealedPassword(session: Session, counter: number, password: string): Promise<string> {
  return session.seal(counter, "password", verifier(await newPassword(password)));
}
