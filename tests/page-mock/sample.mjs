// A house with everything that the page has to show: also names that want to be HTML.
const nasty = "Bob \"<script>alert(1)</script>\" & 'Ü' 🙂 مرحبا";

export function box() {
  const now = Math.round(Date.now() / 1000);
  const lock = (id, name, more) => ({ id, lock: "3807B7E" + id, name, state: "locked", door: "closed", connected: true, battery: 80, batteryCritical: false,
    keypadBatteryCritical: false, stateAgeS: 12, doorAgeS: 12, connectedAgeS: 900, batteryAgeS: 3600, syncAgeS: 7000, refusedEvents: 0, ...more });
  const number = (lock, kind, n, type, more) => ({ id: `${lock}-${kind}-${n}`, lock, kind, number: n, type, unconfirmed: false, doubtful: false, disabled: false, ...more });
  const ends = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 100000];
  const latency = (count, p50Us, p95Us, maxUs, buckets) => ({ count, p50Us, p95Us, maxUs, buckets });
  const sample = {
    status: {
      version: "0.1.0", uptimeS: 273845, clock: now, safe: false, heapFree: 71234, lastRun: { end: "restart", seconds: 86400 }, revision: "7-12", undecided: 1,
      locks: [lock(0, "Front door"), lock(1, "Garden gate", { state: "unlocked", door: "open", connected: false, battery: 14, batteryCritical: true })],
      relays: [{ id: 0, name: "Gate", on: false, offInMs: null, longestOnMs: 3000 }, { id: 1, name: "Hall light", on: true, offInMs: 94000, longestOnMs: 600000 }],
      scenes: [{ id: 0, name: "Welcome", sensitive: false }, { id: 1, name: "Gate", sensitive: true }],
      broker: { kind: "built-in", port: 1883, clients: 2 },
      nukiWeb: { code: 0, text: "last good sync a moment ago", lastGood: now - 60, asking: false },
      warnings: [{ code: "lock-unconfirmed", text: "Garden gate waits for your confirmation: until then its events are held" }, { code: "battery", text: "the battery of Garden gate is low: charge or change it" }, { code: "undecided", text: "somebody is new: say under People who that is" }],
      latencies: { ends, decided: latency(31, 20, 50, 48, [3, 20, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), relay: latency(31, 400, 900, 1800, [0, 0, 0, 2, 6, 14, 7, 2, 0, 0, 0, 0]),
        http: latency(4, 21000, 80000, 84000, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 0]) },
    },
    persons: [
      { name: "Anna", undecided: false, credentials: [number(0, "code", 12345, "code"), number(0, "fingerprint", 8193, null)] },
      { name: nasty, undecided: false, credentials: [number(0, "auth", 54322, "app")] },
      { name: "Guest 4", undecided: true, credentials: [number(1, "code", 7, "code", { unconfirmed: true })] },
    ].map((p, id) => ({ id, ...p })),
    nobody: [number(0, "code", 4711, "code")],
    captured: [],
    records: [],
    settings: { timeZone: "CET-1CEST,M3.5.0,M10.5.0/3", nukiWeb: { hasToken: true, everyMin: 120, joinByName: true } },
    house: { house: 1, logins: [{ user: "front", role: "lock", lock: "Front door" }], targets: [{ address: "192.168.77.30", user: "admin" }], timeZone: "CET-1CEST,M3.5.0,M10.5.0/3", locks: [{ name: "Front door", id: "3807B7E0" }, { name: "Garden gate", id: "3807B7E1" }],
      relays: [{ name: "Gate", longestOnMs: 3000 }, { name: "Hall light", longestOnMs: 600000 }], persons: [{ name: "Anna", credentials: [{ lock: "Front door", code: 12345, validFrom: "2026-11-01T08:00:00Z", weekdays: ["monday", "friday"], from: "08:00", until: "18:00" }] }],
      scenes: [{ name: "Welcome", steps: [{ relay: "Hall light", do: "on" }] }], rules: [{ name: "Anna arrives", who: { person: "Anna" }, scene: "Welcome" }] },
    visit({ name = "Anna", what = "unlock by keypad code", verdict = "ran", ago = 0 }) {
      const add = record => sample.records.push({ n: sample.records.length, at: now - ago, lock: 0, ...record });
      const run = sample.records.length;
      const decision = verdict === "ran" ? "Welcome (rule Anna arrives)" : "held: outside the rule's times (rule Night)";
      add({ kind: "event", verdict, who: "person", name, what, decision, ...(name === "Anna" ? { person: 0, code: /code/.test(what) ? 12345 : 8193, auth: 195249 } : {}), text: `Front door: ${name}, ${what}, ${decision}, 0.02 ms`, run, us: 20, context: 0,
        ...(verdict === "ran" ? { scene: 0, sceneName: "Welcome", rule: 0, ruleName: "Anna arrives", reason: 0 } : { scene: null, sceneName: null, rule: 1, ruleName: "Night", reason: 15 }) });
      if (verdict === "ran") {
        add({ kind: "step", scene: 0, run, step: 0, type: "relay", result: 0, work: "relay Gate pulse", relay: 0, order: "pulse", sceneName: "Welcome", fault: null, startUs: 380, endUs: 400, text: "Welcome step 1: relay Gate pulse, 0.38 ms to 0.40 ms" });
      }
    },
  };
  sample.records.push({ n: 0, kind: "note", at: now - 90000, code: 1, lock: null, detail: 0, login: null, text: "started, all relays off" });
  sample.visit({ name: nasty, what: "unlock by app", ago: 86000 });
  sample.visit({ name: "Unknown code 4711", verdict: "held", ago: 7000 });
  sample.visit({ what: "unlatch by fingerprint", ago: 3600 });
  sample.visit({ ago: 40 });
  const note = (code, detail, text, lock = null, more = { login: null }) => sample.records.push({ n: sample.records.length, kind: "note", at: now - 30, code, lock, detail, ...more, text });
  note(50, 1 << 24, "the run before ended: power loss, or killed");
  note(63, 7, "Garden gate: code 7 belongs to Guest 4, who is new and has no rules: decide who that is", 1, { credential: "code", name: "Guest 4", before: null });
  return sample;
}
