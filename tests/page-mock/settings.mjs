// The mock's calls for settings, system and the scene panel: logins, broker, pins, network, keys, reset. Sealed fields are sealed as the box does.
import { createHmac, randomBytes } from "node:crypto";

const hmac = (key, ...data) => data.reduce((m, d) => m.update(d), createHmac("sha256", key)).digest();
const askingMs = 400;

/** Seals for the page: the answer to the request with this proof. */
function seal(session, counter, purpose, secret) {
  const label = `box ${counter} ${purpose}`, nonce = randomBytes(16), text = Buffer.alloc(1 + Math.ceil(secret.length / 32) * 32);
  text[0] = secret.length;
  text.write(secret, 1);
  const ke = hmac(session, "NukiEdge encrypt\n" + label);
  const cipher = Buffer.from(text.map((b, i) => b ^ hmac(ke, nonce, Buffer.from([i >> 5]))[i & 31]));
  const mac = hmac(hmac(session, "NukiEdge mac\n" + label), nonce, cipher).subarray(0, 16);
  return Buffer.concat([nonce, cipher, mac]).toString("base64");
}

/** What these calls keep. */
export function more() {
  return {
    isFresh: true,
    logins: [
      { user: "front", role: "lock", lock: "3807B7E0", confirmed: true, connected: true, locks: [] },
      { user: "garden", role: "lock", lock: "3807B7E1", confirmed: false, connected: true, locks: [] },
      { user: "homeassistant", role: "controller", lock: null, confirmed: true, connected: false, locks: ["3807B7E0"] },
    ],
    broker: { kind: "built-in", host: "", port: 1883, user: "", hasPassword: false, trusts: false, canChange: true },
    brokerTest: { state: "none", text: "", until: 0 },
    network: { kind: "wifi", name: "nukiedge", address: "192.168.1.20", mask: "255.255.255.0", gateway: "192.168.1.1", dns: "192.168.1.1", ssid: "Home \"5 GHz\"", dhcp: true, canChange: true },
    keys: [{ key: "1f2e3d4c", name: "Home Assistant", role: "controller", bearer: true, allLocks: false, locks: ["3807B7E0"] }],
    pins: [[12, "strapping"], [14, ""], [32, "", "relay 0"], [33, "", "relay 1"], [34, "input only"], [16, "memory"], [23, "ethernet"], [1, "console"], [5, "noisy at start"], [4, "", "led"]]
      .map(([pin, why, use = null]) => ({ pin, fit: why === "", why, use })),
    revision: "7-12",
    sealedWith: {},
  };
}

const fresh = /^(POST \/api\/logins$|POST \/api\/logins\/\d+\/password|PUT \/api\/(broker|network|keys\/)|POST \/api\/(broker\/test|keys|reset)$)/;

function bump(state) {
  const [a, b] = state.revision.split("-").map(Number);
  state.revision = `${a}-${b + 1}`;
  return { revision: state.revision };
}

/** Answers one of these calls, or undefined. "key" is the session's, "counter" the request's. */
export function answerMore(sample, method, url, body, key, counter, unseal) {
  sample.status.revision = sample.more.revision;
  const state = sample.more, call = `${method} ${url.pathname}`, numbered = list => list.map((x, id) => ({ id, ...x }));
  if (fresh.test(call) && !state.isFresh) {
    return { status: 403, body: { title: "log in again", status: 403 } };
  }
  const opened = purpose => body.box && unseal(key, `page ${counter} ${purpose}`, body.box)?.toString();
  const id = Number(/\/(\d+)(\/|$)/.exec(url.pathname)?.[1]);
  const password = "pw" + randomBytes(10).toString("hex");
  const made = (to, purpose, text) => ({ status: 201, body: { id: to, box: seal(key, counter, purpose, text) } });
  const calls = {
    "GET /api/logins": () => ({ logins: numbered(state.logins) }),
    "POST /api/logins": () => state.logins.some(l => l.user === body.user) ? { status: 409, body: { title: "there is a login with this name", status: 409, field: "user" } }
      : made(state.logins.push({ lock: null, confirmed: body.role !== "lock", connected: false, locks: [], ...body }) - 1, "login", password),
    "DELETE /api/logins/": () => void state.logins.splice(id, 1),
    "POST /api/logins//confirm": () => void (state.logins[id].confirmed = true),
    "POST /api/logins//password": () => {
      state.logins[id].connected = false;
      return { box: seal(key, counter, "login", password) };
    },
    "POST /api/locks/": () => {
      sample.house.locks[id].name = sample.status.locks[id].name = body.name;
    },
    "GET /api/broker": () => state.broker,
    "PUT /api/broker": () => {
      state.sealedWith.broker = opened("broker");
      Object.assign(state.broker, body, { box: undefined, hasPassword: Boolean(body.box) || state.broker.hasPassword });
      return { restart: true };
    },
    "POST /api/broker/test": () => {
      state.brokerTest = { until: Date.now() + askingMs, ...(opened("broker") === "right" ? { state: "ok", text: "" } : { state: "failed", text: "broker refused the password" }) };
      return { status: 202 };
    },
    "GET /api/broker/test": () => Date.now() < state.brokerTest.until ? { state: "asking", text: "" } : { state: state.brokerTest.state, text: state.brokerTest.text },
    "GET /api/pins": () => ({ board: "ESP32", pins: state.pins }),
    "GET /api/network": () => state.network,
    "PUT /api/network": () => {
      state.network.ssid = body.ssid;
      state.sealedWith.wifi = opened("wifi");
      return { status: 202 };
    },
    "GET /api/keys": () => ({ keys: numbered(state.keys) }),
    "POST /api/keys": () => made(state.keys.push({ key: "0a0b0c0" + state.keys.length, allLocks: false, locks: [], ...body }) - 1, "key", "0a0b0c0d-" + randomBytes(16).toString("hex")),
    "PUT /api/keys/": () => void Object.assign(state.keys[id], body),
    "DELETE /api/keys/": () => void state.keys.splice(id, 1),
    "POST /api/reset": () => body.confirm === "RESET" ? { status: 202 } : { status: 400, body: { title: "type RESET", status: 400, field: "confirm" } },
    "PUT /api/house": () => {
      if (url.searchParams.get("revision") !== state.revision) {
        return { status: 412, body: { title: "another one is there", status: 412 } };
      }
      if (body.house !== 1 || url.searchParams.has("check")) {
        return undefined; // the mock's own answer
      }
      sample.house = body;
      bump(state);
      return { restart: true, missing: "" };
    },
    // What a test lets happen.
    "POST /mock/stale": () => void (state.isFresh = false),
    "POST /mock/elsewhere": () => void bump(state),
    "POST /mock/bind": () => void Object.assign(state.logins.find(l => l.user === body.user), { lock: body.lock, connected: true }),
    "POST /mock/sync": () => void Object.assign(sample.status.nukiWeb, body),
    "POST /mock/crowd": () => {
      for (let n = sample.persons.length; n < body.count; n++) {
        sample.persons.push({ id: n, name: `Guest number ${n}`, undecided: n % 7 === 0, credentials: [{ id: `0-code-${20000 + n}`, lock: 0, kind: "code", number: 20000 + n, type: "code",
          unconfirmed: n % 7 === 0, doubtful: n % 50 === 0, disabled: false }] });
      }
    },
  };
  const act = calls[call.replace(/\/\d+(?=\/|$)/, "/")];
  const said = act?.();
  return !act || call === "PUT /api/house" && !said ? undefined : said?.status ? said : { status: said ? 200 : 204, body: said };
}
