// Prints what the page's half makes of the vectors in access.md and of the RFCs, one line each.
import { base64, fromBase64, fromHex, hex, utf8 } from "./access/bytes.ts";
import { prove, salted } from "./access/scram.ts";
import { open, seal } from "./access/sealed.ts";
import { Session } from "./access/session.ts";
import { hmac, pbkdf2, sha256 } from "./access/sha256.ts";

const fill = (byte: number, count: number): Uint8Array => new Uint8Array(count).fill(byte);
const counted = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => i);
const print = (name: string, value: string): void => console.log(name + " " + value);

print("4231.1", hex(hmac(fill(0x0b, 20), utf8("Hi There"))));
print("4231.2", hex(hmac(utf8("Jefe"), utf8("what do ya want for nothing?"))));
print("4231.3", hex(hmac(fill(0xaa, 20), fill(0xdd, 50))));
print("4231.4", hex(hmac(fromHex("0102030405060708090a0b0c0d0e0f10111213141516171819"), fill(0xcd, 50))));
print("4231.6", hex(hmac(fill(0xaa, 131), utf8("Test Using Larger Than Block-Size Key - Hash Key First"))));
print("4231.7", hex(hmac(fill(0xaa, 131), utf8("This is a test using a larger than block-size key and a larger than block-size"
  + " data. The key needs to be hashed before being used by the HMAC algorithm."))));
for (let i = 0; i < 200; i++) {
  print("sizes", hex(hmac(counted(i), counted(i * 3))) + hex(sha256(counted(i))));
}
const nonces = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
const salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
const saltedKey = await pbkdf2(utf8("pencil"), fromBase64(salt), 4096);
const known = { salt, rounds: 4096, clientKey: hmac(saltedKey, utf8("Client Key")), serverKey: hmac(saltedKey, utf8("Server Key")) };
const proof = prove("user", "rOprNGfwEbeRWgbNEkqO", `r=${nonces},s=${salt},i=4096`, nonces, known);
print("7677", [proof.message, proof.serverFinal, hex(proof.sessionKey)].join(" "));
print("rounds", await salted("pencil", salt, 4096).then(() => "taken", e => e.message));

const session = new Session(counted(32));
print("post", session.sign("POST", "/api/scenes/1/run?dry=1", fill(97, 600)).proof);
print("get", session.sign("GET", "/api/status").proof);
print("ticket", session.ticket("/api/live?after=7"));
const secret = utf8("correct horse battery staple, and longer than one block");
const boxed = seal(counted(32), "page 17 token", secret, counted(16));
print("box", boxed);
for (let at = 0; at < fromBase64(boxed).length; at++) {
  const box = fromBase64(boxed);
  box[at]! ^= 1;
  if (open(counted(32), "page 17 token", base64(box)) !== null) {
    print("opened", String(at));
  }
}
print("open", new TextDecoder().decode(open(counted(32), "page 17 token", boxed)!));
