/**
 * Kinds of steps: those of devices that need little more than an address, and the plain ones. One table: its fields, and which step of
 * house-file.md they make; the same pattern reads a step back. The form of each call is the vendor's; its document stands beside it.
 */
export type Values = Record<string, string>;
export type Step = Record<string, unknown>;

export interface Field {
  name: string;
  kind: "address" | "number" | "text" | "secret" | "choice" | "lines" | "tick";
  /** What it begins with. */
  first?: string;
  min?: number;
  max?: number;
  /** Choices; their words are "do.NAME" (orders), "domain.NAME", or the name itself. */
  options?: string[];
  /** Only for this order. */
  only?: string;
  /** May be left empty. */
  optional?: boolean;
  /** {person} and its like may stand in it. */
  places?: boolean;
}

export interface Kind {
  name: string;
  /** The product's name; without one it is "step.NAME" in the reader's language. */
  title?: string;
  fields: Field[];
  /** How its devices ask for a login. "digest": never in clear; "basic": in clear; "any": the owner says. */
  login?: "digest" | "basic" | "any";
  /** The user name, where the device knows only one. */
  user?: string;
  make(v: Values): Step;
  read(step: Step): Values | null;
}

const scheme = "http:" + "//";
const address: Field = { name: "address", kind: "address" };
const channel: Field = { name: "channel", kind: "number", first: "0", min: 0, max: 15 };
const seconds: Field = { name: "seconds", kind: "number", first: "1", min: 1, max: 3600, only: "pulse" };
const visit = JSON.stringify({ person: "{person}", lock: "{lock}", action: "{action}", source: "{source}", time: "{time}" });

export const kinds: Kind[] = [
  {
    name: "relay", fields: [{ name: "relay", kind: "choice" }, { name: "do", kind: "choice", first: "pulse", options: ["pulse", "on", "off", "toggle"] },
      { name: "ms", kind: "number", first: "1000", min: 1, only: "pulse" }],
    make: v => v.do === "pulse" ? { relay: v.relay, do: v.do, ms: Number(v.ms) } : { relay: v.relay, do: v.do },
    read: s => typeof s.relay === "string" ? { relay: s.relay, do: String(s.do), ms: String(s.ms ?? 1000) } : null,
  },
  // Shelly Gen1 API reference (shelly-api-docs.shelly.cloud/gen1), "Shelly1/1PM: /relay/0": turn, timer. Its login is HTTP Basic ("/settings/login").
  device("shelly1", "Shelly Gen 1", [channel, seconds], {
    on: "GET /relay/<channel>?turn=on", off: "GET /relay/<channel>?turn=off", toggle: "GET /relay/<channel>?turn=toggle",
    pulse: "GET /relay/<channel>?turn=on&timer=<seconds>",
  }, { login: "basic", user: "admin" }),
  // Shelly Gen2+ (shelly-api-docs.shelly.cloud/gen2), "Switch": Switch.Set (id, on, toggle_after), Switch.Toggle; "Authentication": digest, user always admin.
  device("shelly2", "Shelly Gen 2+", [channel, seconds], {
    on: "GET /rpc/Switch.Set?id=<channel>&on=true", off: "GET /rpc/Switch.Set?id=<channel>&on=false", toggle: "GET /rpc/Switch.Toggle?id=<channel>",
    pulse: "GET /rpc/Switch.Set?id=<channel>&on=true&toggle_after=<seconds>",
  }, { login: "digest", user: "admin" }),
  // WLED (kno.wled.ge/interfaces/json-api), "Setting new values" and "Contents of the state object": on ("t" toggles), ps.
  device("wled", "WLED", [{ name: "preset", kind: "number", first: "1", min: 1, max: 250, only: "preset" }], {
    on: "POST /json/state {\"on\":true}", off: "POST /json/state {\"on\":false}", toggle: "POST /json/state {\"on\":\"t\"}", preset: "POST /json/state {\"ps\":<preset>}",
  }),
  // Tasmota (tasmota.github.io/docs/Commands), "With web requests": /cm?cmnd=…; Power<x> counts from 1. With a web password it wants that in the URL: not here.
  device("tasmota", "Tasmota", [{ name: "output", kind: "number", first: "1", min: 1, max: 32 }], {
    on: "GET /cm?cmnd=Power<output>%20On", off: "GET /cm?cmnd=Power<output>%20Off", toggle: "GET /cm?cmnd=Power<output>%20Toggle",
  }),
  // ESPHome (esphome.io/web-api), "REST API": POST /<domain>/<id>/<method>; turn_on, turn_off, toggle of switch, light and fan.
  device("esphome", "ESPHome", [{ name: "domain", kind: "choice", first: "switch", options: ["switch", "light", "fan"] }, { name: "entity", kind: "text" }], {
    on: "POST /<domain>/<entity>/turn_on", off: "POST /<domain>/<entity>/turn_off", toggle: "POST /<domain>/<entity>/toggle",
  }, { login: "any" }),
  // Hue (developers.meethue.com/develop/hue-api), "Lights API: Set light state", "Groups API: Set group state"; the application key is the user name.
  device("hue", "Philips Hue", [{ name: "key", kind: "secret" }, { name: "number", kind: "number", first: "1", min: 0, max: 255 }], {
    "light on": "PUT /api/<key>/lights/<number>/state {\"on\":true}", "light off": "PUT /api/<key>/lights/<number>/state {\"on\":false}",
    "room on": "PUT /api/<key>/groups/<number>/action {\"on\":true}", "room off": "PUT /api/<key>/groups/<number>/action {\"on\":false}",
  }),
  // Home Assistant (home-assistant.io/docs/automation/trigger), "Webhook trigger": POST /api/webhook/<webhook_id> with JSON; usual port 8123.
  device("hass", "Home Assistant", [{ name: "hook", kind: "secret" }], { call: `POST /api/webhook/<hook> ${visit}` }),
  // Loxone (loxone.com/enen/kb/web-services), "Structure in detail": /dev/sps/io/<control>/<value>; Pulse, On, Off. Over HTTP its login is Basic.
  device("loxone", "Loxone", [{ name: "input", kind: "text" }], {
    impulse: "GET /dev/sps/io/<input>/Pulse", on: "GET /dev/sps/io/<input>/On", off: "GET /dev/sps/io/<input>/Off",
  }, { login: "basic" }),
  {
    name: "http", login: "any", fields: [{ name: "http", kind: "choice", first: "GET", options: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] },
      { name: "url", kind: "text", first: scheme, places: true }, { name: "body", kind: "lines", optional: true, places: true },
      { name: "headers", kind: "lines", optional: true, places: true }, { name: "timeoutMs", kind: "number", min: 100, max: 30000, optional: true }],
    make: v => ({ http: v.http, url: v.url, ...(v.headers!.trim() ? { headers: headersOf(v.headers!) } : {}), ...(v.body ? { body: v.body } : {}),
      ...(v.timeoutMs ? { timeoutMs: Number(v.timeoutMs) } : {}) }),
    read: s => typeof s.http !== "string" ? null : { http: s.http, url: String(s.url ?? ""), body: String(s.body ?? ""), timeoutMs: String(s.timeoutMs ?? ""),
      headers: Object.entries(s.headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`).join("\n") },
  },
  {
    name: "mqtt", fields: [{ name: "mqtt", kind: "text", places: true }, { name: "payload", kind: "lines", optional: true, places: true },
      { name: "qos", kind: "choice", first: "0", options: ["0", "1", "2"] }, { name: "retain", kind: "tick" }],
    make: v => ({ mqtt: v.mqtt, ...(v.payload ? { payload: v.payload } : {}), ...(v.qos !== "0" ? { qos: Number(v.qos) } : {}), ...(v.retain ? { retain: true } : {}) }),
    read: s => typeof s.mqtt !== "string" ? null : { mqtt: s.mqtt, payload: String(s.payload ?? ""), qos: String(s.qos ?? 0), retain: s.retain ? "on" : "" },
  },
  {
    name: "wait", fields: [{ name: "waitMs", kind: "number", first: "1000", min: 1, max: 3600000 }],
    make: v => ({ waitMs: Number(v.waitMs) }), read: s => s.waitMs === undefined ? null : { waitMs: String(s.waitMs) },
  },
];

/** What this page does not know stays as it is. */
export const other: Kind = { name: "other", fields: [], make: v => JSON.parse(v.raw!) as Step, read: s => ({ raw: JSON.stringify(s) }) };

export function kindOf(v: Values): Kind {
  return kinds.find(k => k.name === v.kind) ?? other;
}

/** A new step's values. */
export function firstValues(kind: Kind): Values {
  return { kind: kind.name, ...Object.fromEntries(kind.fields.map(f => [f.name, f.first ?? f.options?.[0] ?? ""])) };
}

/** The values of a step: of the first kind that makes exactly this step of them. */
export function readStep(found: Step): Values {
  const step = withoutUsualType(found);
  for (const kind of kinds) {
    const v = kind.read(step);
    if (v && sameThing(kind.make(v), step)) {
      return { kind: kind.name, ...v };
    }
  }
  return { kind: other.name, ...other.read(step) };
}

/** The content type that the box adds to a body without one (HouseHeaders.BodyEscape) is not the owner's: it would be added again. */
function withoutUsualType(step: Step): Step {
  const { headers, ...rest } = step as { headers?: Record<string, string>; body?: string };
  const first = /^\s*([{["<]?)/.exec(rest.body ?? "")![1]!;
  const usual = first === "<" ? "application/xml" : first ? "application/json" : "text/plain; charset=utf-8";
  const others = Object.entries(headers ?? {}).filter(([name, value]) => !rest.body || name !== "Content-Type" || value !== usual);
  return others.length ? { ...rest, headers: Object.fromEntries(others) } : rest;
}

/** Address and port that a step calls, where it calls one. */
export function targetOf(v: Values): { address: string; port: number } | null {
  const match = /^http:\/\/([\d.]+)(?::(\d+))?(?:[/?]|$)/.exec(String(kindOf(v).make(v).url ?? ""));
  return match ? { address: match[1]!, port: Number(match[2] ?? 80) } : null;
}

/** A kind of device. Orders are written "METHOD path body"; <name> stands for a field's value. */
function device(name: string, title: string, more: Field[], orders: Record<string, string>, login: Partial<Kind> = {}): Kind {
  const all = Object.entries(orders).map(([order, text]) => [order, ...text.split(" ", 2), text.split(" ").slice(2).join(" ")] as [string, string, string, string]);
  const order: Field = { name: "order", kind: "choice", options: Object.keys(orders) };
  const fields = [address, ...more.filter(f => !f.only), ...(all.length > 1 ? [order] : []), ...more.filter(f => f.only)];
  return {
    name, title, fields, ...login,
    make(v) {
      const [, method, path, body] = all.find(o => o[0] === v.order) ?? all[0]!;
      const url = scheme + v.address + path.replace(/<(\w+)>/g, (_, field: string) => encodeURIComponent(v[field] ?? ""));
      return { http: method, url, ...(body ? { body: body.replace(/<(\w+)>/g, (_, field: string) => v[field] ?? "") } : {}) };
    },
    read(step) {
      for (const [order, method, path, body] of all) {
        const v: Values = { ...Object.fromEntries(fields.map(f => [f.name, f.first ?? ""])), order };
        if (step.http === method && capture(scheme + "<address>" + path, String(step.url), v, decodeURIComponent) && capture(body, String(step.body ?? ""), v, x => x)) {
          return v;
        }
      }
      return null;
    },
  };
}

/** Puts what stands in a pattern's places into the values; false where the text is another. */
function capture(pattern: string, text: string, into: Values, plain: (text: string) => string): boolean {
  const names: string[] = [];
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/<(\w+)>/g, (_, name: string) => (names.push(name), "([^/&?{}]*?)"));
  const match = new RegExp(`^${source}$`).exec(text);
  try {
    names.forEach((name, at) => into[name] = plain(match?.[at + 1] ?? ""));
  } catch {
    return false; // not percent-encoded as we do
  }
  return match !== null;
}

/** Lines "Name: value" as an object. */
export function headersOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split("\n").filter(l => l.trim()).map(l => [l.split(":", 1)[0]!.trim(), l.slice(l.indexOf(":") + 1).trim()]));
}

/** The same whatever order the fields stand in. */
export function sameThing(a: unknown, b: unknown): boolean {
  const sorted = (_: string, value: unknown) => value && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([x], [y]) => x < y ? -1 : 1)) : value;
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}
