// What a browser does from the first visit on, against the box in the test's process: a line of JSON each way. Lines that begin with
// "#" never crossed any wire: they tell the test what the page knows.
import { createInterface } from "node:readline";
import { hex, utf8 } from "./access/bytes.ts";
import { FalseBox, logIn, newPassword, ownerName, readCode, sealedPassword, setUp, type Send } from "./access/owner.ts";
import { KeyHolder, type Session } from "./access/session.ts";

interface Answer { status: number; body: string }

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const input = async (): Promise<any> => JSON.parse((await lines.next()).value);
const tell = (name: string, value: string): void => console.log("#" + name + " " + value);

async function ask(method: string, target: string, body: string, header: string, proof: string): Promise<Answer> {
  console.log(JSON.stringify({ method, target, body, header, proof }));
  return input();
}

const send: Send = async (route, message) => {
  const answer = await ask("POST", "/api/" + route, message, "", "");
  if (answer.status !== 200) {
    throw new Error(String(answer.status));
  }
  return answer.body;
};

async function signed(session: Session, method: string, target: string, body = ""): Promise<{ answer: Answer; counter: number }> {
  const { counter, proof } = session.sign(method, target, utf8(body));
  return { answer: await ask(method, target, body, "session", proof), counter };
}

function expect(what: string, is: unknown, wanted: unknown): void {
  if (is !== wanted) {
    throw new Error(`${what}: ${is} instead of ${wanted}`);
  }
}

const status = async (promise: Promise<unknown>): Promise<string> => promise.then(() => "200", e => e instanceof FalseBox ? "false box" : e.message);
const text = (bytes: Uint8Array | null): string => bytes === null ? "null" : new TextDecoder().decode(bytes);

const { code, password, another, token } = await input();
const ticket = (session: Session, target: string): Promise<Answer> => ask("GET", session.ticket(target), "", "ticket", "");

// First visit.
expect("a code that is none", readCode("7K3Q-X9M2"), null);
expect("wrong code", await status(setUp(send, "000000000000", password)), "401");
await ask("-", "pass 1 s", "", "", "");
await setUp(send, readCode(code.toLowerCase().replaceAll("-", " "))!, password);
expect("a second time", await status(setUp(send, readCode(code)!, password)), "409");

// Login, with what looks the same typed on another keyboard.
expect("wrong password", await status(logIn(send, password + "!")), "401");
let session = await logIn(send, password.normalize("NFD"));
tell("key", hex(session.key));
expect("user", ownerName, "owner");

// Reads, changes, sealed fields both ways.
expect("read", (await signed(session, "GET", "/api/status?full=1")).answer.body, "3");
expect("change of 2,000 bytes", (await signed(session, "POST", "/api/import", "ä".repeat(1000))).answer.body, "3");
const counter = session.next();
const sealed = session.seal(counter, "token", utf8(token));
const put = session.sign("PUT", "/api/nuki/token", utf8(sealed), counter);
tell("token", (await ask("PUT", "/api/nuki/token", sealed, "session", put.proof)).body);
const shown = await signed(session, "POST", "/api/broker/login");
tell("login", text(session.open(shown.counter, "login", shown.answer.body)));
expect("another counter", session.open(shown.counter + 1, "login", shown.answer.body), null);
expect("live", (await ticket(session, "/api/live?after=7")).body, "3");
expect("live, alone", (await ticket(session, "/api/live")).body, "3");

// A key for another program.
const made = await signed(session, "POST", "/api/keys", "controller");
const keyText = text(session.open(made.counter, "key", made.answer.body));
tell("keyText", keyText);
const epoch = (await ask("GET", "/api/epoch", "", "", "")).body;
const holder = new KeyHolder(keyText, epoch, Date.now());
const run = holder.sign("POST", "/api/scenes/1/run", utf8("{}"));
expect("key", (await ask("POST", "/api/scenes/1/run", "{}", "key", "NukiEdge " + run.proof)).body, "2");

// Another password.
const next = session.next();
const change = await sealedPassword(session, next, another);
const signedChange = session.sign("PUT", "/api/password", utf8(change), next);
expect("change", (await ask("PUT", "/api/password", change, "session", signedChange.proof)).status, 200);
expect("old session", (await signed(session, "GET", "/api/status")).answer.status, 401);
expect("old password", await status(logIn(send, password)), "401");
session = await logIn(send, another);
tell("key", hex(session.key));
expect("new session", (await signed(session, "GET", "/api/status")).answer.body, "3");

// A machine in between that knows nothing.
const false1: Send = async (route, message) => route === "login/final" ? "v=" + btoa("x".repeat(32)) : send(route, message);
expect("false box", await status(logIn(false1, another)), "false box");
const false2: Send = async (_, message) => `r=${message.split("r=")[1]}zzz,s=AAAAAAAAAAAAAAAAAAAAAA==,i=1`;
expect("one round", (await status(logIn(false2, another))).includes("too few"), true);
const false3: Send = async () => "r=another,s=AAAAAAAAAAAAAAAAAAAAAA==,i=10000";
expect("another nonce", (await status(logIn(false3, another))).includes("not the box"), true);

tell("ms", await (async () => {
  const from = performance.now();
  await newPassword(another);
  return Math.round(performance.now() - from).toString();
})());
console.log("#done .");
process.exit(0);
