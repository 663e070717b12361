// A box that answers http-api.md with sample data, without checking proofs: for work on the page, and for its tests.
// node mock.mjs [port] [folder of the bundle]. "POST /mock/<verb>" stands for what happens at the door.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { rulesOf } from "./rules.mjs";
import { box as house } from "./sample.mjs";
import { answerMore, more } from "./settings.mjs";

const port = Number(process.argv[2] ?? 8090);
const dist = process.argv[3] ?? new URL("../../firmware/NukiEdge.Web/Page/dist", import.meta.url).pathname;
const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json" };
const safety = { "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin" };
const hmac = (key, ...data) => data.reduce((m, d) => m.update(d), createHmac("sha256", key)).digest();
const code = { text: "0123456789AB", salt: randomBytes(16), rounds: 1000 };
let verifier = null, streams = [], learnUntil = 0, open = {};
let sample = { ...house(), more: more() };
const state = { boxes: [], sample: () => sample, get revision() { return sample.more.revision; }, set revision(next) { sample.more.revision = next; } };
const sessions = new Map();

if (process.argv.includes("--password")) {
  const salt = randomBytes(16), salted = pbkdf2Sync(process.argv.at(-1), salt, 10000, 32, "sha256");
  const rounds = Buffer.alloc(4);
  rounds.writeUInt32LE(10000);
  verifier = Buffer.concat([salt, rounds, createHash("sha256").update(hmac(salted, "Client Key")).digest(), hmac(salted, "Server Key")]);
}

function unseal(key, label, text) {
  const box = Buffer.from(text, "base64"), nonce = box.subarray(0, 16), cipher = box.subarray(16, -16);
  if (!hmac(hmac(key, "NukiEdge mac\n" + label), box.subarray(0, -16)).subarray(0, 16).equals(box.subarray(-16))) {
    return null;
  }
  const ke = hmac(key, "NukiEdge encrypt\n" + label);
  const plain = Buffer.from(cipher.map((b, i) => b ^ hmac(ke, nonce, Buffer.from([i >> 5]))[i & 31]));
  return plain.subarray(1, 1 + plain[0]);
}

const access = {
  "setup/first": message => {
    open = { nonces: message.slice(2) + "server" };
    return verifier ? 409 : `r=${open.nonces},s=${code.salt.toString("base64")},i=${code.rounds}`;
  },
  "setup/final": message => {
    const key = hmac(pbkdf2Sync(code.text, code.salt, code.rounds, 32, "sha256"), "NukiEdge setup\n" + open.nonces);
    const opened = unseal(key, "page 0 password", message.split(",b=")[1]);
    verifier = opened ? Buffer.from(opened) : verifier;
    return opened ? "v=" + hmac(key, "NukiEdge setup done").toString("base64") : 401;
  },
  "login/first": message => {
    if (!verifier) {
      return 409;
    }
    const nonces = message.split("r=")[1] + "server";
    const first = `r=${nonces},s=${verifier.subarray(0, 16).toString("base64")},i=${verifier.readUInt32LE(16)}`;
    open = { text: `${message.slice(3)},${first}`, nonces };
    return first;
  },
  "login/final": message => {
    const [without, proof] = message.split(",p="), auth = `${open.text},${without}`;
    const mask = hmac(verifier.subarray(20, 52), auth), client = Buffer.from(proof, "base64").map((b, i) => b ^ mask[i]);
    const isRight = createHash("sha256").update(client).digest().equals(verifier.subarray(20, 52));
    const key = hmac(verifier.subarray(20, 52), "GSS-API session key", Buffer.from(client), auth);
    sessions.set(hmac(key, "NukiEdge session id").subarray(0, 8).toString("hex"), key);
    sample.more.isFresh ||= isRight;
    return isRight ? "v=" + hmac(verifier.subarray(52), auth).toString("base64") : 401;
  },
};

function tell(news) {
  streams.forEach(s => s.write(`id: ${Date.now()}\ndata: ${JSON.stringify(news)}\n\n`));
}

function credential(body) {
  const all = [...sample.persons.flatMap(p => p.credentials), ...sample.nobody];
  const id = `${body.lock}-${body.kind}-${body.number}`;
  const known = all.find(c => c.id === id) ?? { id, lock: body.lock, kind: body.kind, number: body.number, type: null, unconfirmed: false, doubtful: false, disabled: false };
  sample.persons.forEach(p => p.credentials = p.credentials.filter(c => c.id !== id));
  sample.nobody = sample.nobody.filter(c => c.id !== id);
  return known;
}

const changes = [
  ...rulesOf(state),
  [/^POST \/api\/persons$/, (_, b) => ({ id: sample.persons.push({ id: sample.persons.length, name: b.name, undecided: false, credentials: [] }) - 1 })],
  [/^POST \/api\/persons\/(\d+)$/, (m, b) => void (sample.persons[m[1]].name = b.name)],
  [/^POST \/api\/persons\/(\d+)\/confirm$/, m => {
    sample.persons[m[1]].undecided = false;
    sample.persons[m[1]].credentials.forEach(c => c.unconfirmed = false);
  }],
  [/^POST \/api\/persons\/(\d+)\/join$/, (m, b) => void sample.persons[b.into].credentials.push(...sample.persons[m[1]].credentials.splice(0))],
  [/^POST \/api\/credentials$/, (_, b) => void sample.persons[b.person].credentials.push(credential(b))],
  [/^DELETE \/api\/credentials\/(\d+)-(\w+)-(\d+)$/, m => void credential({ lock: Number(m[1]), kind: m[2], number: Number(m[3]) })],
  [/^POST \/api\/relays\/(\d+)$/, (m, b) => {
    const relay = sample.status.relays[m[1]];
    relay.on = b.order === "on" || b.order === "pulse";
    relay.offInMs = relay.on ? b.ms ?? relay.longestOnMs : null;
    tell({ relay: relay.id, on: relay.on });
  }],
  [/^POST \/api\/learn$/, () => void (learnUntil = Date.now() + 60000)],
  [/^POST \/api\/sync$/, () => void (sample.status.nukiWeb.asking = true)],
  [/^PUT \/api\/settings$/, (_, b) => {
    sample.settings.timeZone = b.timeZone ?? sample.settings.timeZone;
    Object.assign(sample.settings.nukiWeb, { everyMin: b.everyMin ?? 120, joinByName: b.joinByName ?? true, hasToken: b.token !== "", hasWebhookSecret: b.webhookSecret !== undefined ? b.webhookSecret !== "" : sample.settings.nukiWeb.hasWebhookSecret });
  }],
  [/^POST \/api\/(logout|restart)$/, () => undefined],
  [/^PUT \/api\/house$/, (m, b, url) => b.house === 1 ? { restart: !url.searchParams.has("check") }
    : { problem: 400, title: "this version of the format is not known", field: "house" }],
  [/^PUT \/api\/password$/, () => undefined],
  [/^POST \/mock\/visit$/, (_, b) => {
    sample.visit(b);
    tell({ log: sample.records.length });
  }],
  [/^POST \/mock\/use$/, (_, b) => {
    sample.captured.push({ n: sample.captured.length, known: false, person: null, ...b });
    tell({ log: sample.records.length });
  }],
  [/^POST \/mock\/reset$/, () => void (sample = { ...house(), more: more() })],
];

const reads = {
  "/api/status": () => ({ ...sample.status, revision: state.revision }),
  "/api/log": url => ({ oldest: 0, next: sample.records.length, records: sample.records.filter(r => r.n > Number(url.searchParams.get("after") ?? -1)).slice(-50) }),
  "/api/log.json": () => sample.records,
  "/api/log.csv": () => "n,at,kind,text\r\n",
  "/api/persons": () => ({ undecided: 1, persons: sample.persons.map((p, id) => ({ ...p, id })), nobody: sample.nobody }),
  "/api/learn": () => ({ seconds: Math.max(0, Math.round((learnUntil - Date.now()) / 1000)), captured: sample.captured }),
  "/api/whatif": url => url.searchParams.get("kind") === "fingerprint" ? { who: "person", person: 0, name: "Anna", verdict: "held", reason: 15, rule: 0, ruleName: "Night", scene: 0, sceneName: "Welcome", text: "held: outside the rule's times (rule Night)" } : ({ who: "person", person: 0, name: "Anna", verdict: "ran", reason: 0, rule: 0, ruleName: "Anna arrives", scene: 1, sceneName: "Gate", text: "Gate (rule Anna arrives)" }),
  "/api/settings": () => sample.settings,
  "/api/house": () => sample.house,
};

function send(answer, status, content, headers = {}) {
  const isText = typeof content === "string";
  answer.writeHead(status, { ...safety, "Content-Type": status >= 400 ? "application/problem+json" : isText ? "text/csv" : "application/json", "Cache-Control": "no-store", ...headers });
  answer.end(content === undefined ? "" : isText ? content : JSON.stringify(content));
}

function file(path, answer) {
  const name = path === "/" ? "index.html" : path.slice(1), at = `${dist}/${name}.gz`;
  if (!/^[\w.]+$/.test(name) || !existsSync(at)) {
    return send(answer, 404, { title: "no such path", status: 404 });
  }
  answer.writeHead(200, { ...safety, "Content-Type": types[name.split(".").pop()], "Content-Encoding": "gzip", "Cache-Control": "no-cache" });
  answer.end(readFileSync(at));
}

function serve(request, answer, text) {
  const url = new URL(request.url, "http://box"), path = url.pathname;
  if (request.method === "GET" && path === "/api/events") {
    answer.writeHead(200, { ...safety, "Content-Type": "text/event-stream" });
    answer.write(":\n\n");
    streams.push(answer);
    return answer.on("close", () => streams = streams.filter(s => s !== answer));
  }
  if (path === "/api/access") {
    return send(answer, 200, { password: verifier !== null, setupSeconds: 300, epoch: "0000000000000000" });
  }
  const step = access[path.slice(5)];
  if (step) {
    const told = step(JSON.parse(text).message);
    return typeof told === "number" ? send(answer, told, { title: "refused", status: told }) : send(answer, 200, { message: told });
  }
  if (path.startsWith("/api/") && !request.headers["x-nukiedge-proof"]) {
    return send(answer, 401, { title: "log in", status: 401 });
  }
  const [id, counter] = (request.headers["x-nukiedge-proof"] ?? "").split(".");
  const said = answerMore(sample, request.method, url, text ? JSON.parse(text) : {}, sessions.get(id), counter, unseal);
  if (said) {
    return send(answer, said.status, said.body);
  }
  if (request.method === "GET" && reads[path]) {
    return send(answer, 200, reads[path](url), path === "/api/house" ? { ETag: `"${state.revision}"` } : {});
  }
  for (const [pattern, act] of changes) {
    const match = pattern.exec(`${request.method} ${path}`);
    if (match) {
      const done = act(match, text ? JSON.parse(text) : {}, url);
      return done?.problem ? send(answer, done.problem, { ...done, status: done.problem }) : send(answer, done?.status ?? (done ? 200 : 204), done);
    }
  }
  return file(path, answer);
}

createServer((request, answer) => {
  const parts = [];
  request.on("data", part => parts.push(part));
  request.on("end", () => {
    try {
      serve(request, answer, Buffer.concat(parts).toString());
    } catch (error) {
      send(answer, 400, { title: String(error), status: 400 });
    }
  });
}).listen(port, "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}/`);
});
