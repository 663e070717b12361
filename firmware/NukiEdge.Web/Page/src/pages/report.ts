/** A report for an issue. Only what is named here goes in, so that nothing personal can slip through: no text that somebody typed, no number of a lock. */
import type { LogRecord, Status } from "../api.ts";
import type { House } from "../house.ts";

type Line = Record<string, unknown>;

/** Words of the box's own lists; another text was typed by somebody. */
const words = new Set(("on off toggle pulse unlock lock unlatch lock'n'go lock'n'go_unlatch full_lock fob_without_action button_without_action app fob keypad_code fingerprint back_key "
  + "button auto-unlock homekit mqtt known code auth unknown nobody monday tuesday wednesday thursday friday saturday sunday closed open announced opened "
  + "arrival door_opened_alone battery_low keypad_battery_low lock_offline GET POST PUT PATCH DELETE HEAD").split(" ").map(w => w.replaceAll("_", " ")));

function word(value: unknown): unknown {
  return typeof value !== "string" ? undefined : words.has(value) ? value : "…";
}

function list(value: unknown): unknown {
  return Array.isArray(value) ? value.map(word) : undefined;
}

function place(kind: string, at: number | null | undefined): string | undefined {
  return at == null || at < 0 ? undefined : `${kind} ${at + 1}`;
}

function named(kind: string, all: { name: string }[] | undefined, name: unknown): string | undefined {
  return name === undefined ? undefined : place(kind, (all ?? []).findIndex(x => x.name === name)) ?? kind + " ?";
}

/** The report as text. */
export function report(status: Status, records: LogRecord[], house: House): string {
  return JSON.stringify({ box: aboutBox(status), house: aboutHouse(house), log: records.map(r => aboutRecord(r, house)) }, null, 1);
}

function aboutBox(s: Status): Line {
  return {
    version: s.version, uptimeS: s.uptimeS, clockSet: s.clock !== null, safe: s.safe, heapFree: s.heapFree, lastRun: s.lastRun, undecided: s.undecided,
    locks: s.locks.map((l, at) => ({
      lock: place("lock", at), state: l.state, door: l.door, connected: l.connected, battery: l.battery, batteryCritical: l.batteryCritical,
      stateAgeS: l.stateAgeS, connectedAgeS: l.connectedAgeS, refusedEvents: l.refusedEvents,
    })),
    relays: s.relays.map((r, at) => ({ relay: place("relay", at), on: r.on, longestOnMs: r.longestOnMs })),
    broker: { kind: s.broker.kind, clients: s.broker.clients }, nukiWeb: s.nukiWeb && { code: s.nukiWeb.code, hadGoodSync: s.nukiWeb.lastGood !== null },
    warnings: s.warnings.map(w => w.code), latencies: s.latencies, browser: navigator.userAgent,
  };
}

function aboutHouse(house: House): Line {
  const count = (part: string) => Array.isArray(house[part]) ? (house[part] as unknown[]).length : 0;
  return {
    locks: count("locks"), logins: count("logins"), targets: count("targets"),
    persons: (house.persons ?? []).map((p, at) => ({
      person: place("person", at),
      has: (p.credentials ?? []).map(c => `${c.code !== undefined ? "code" : c.fingerprint !== undefined ? "fingerprint" : "auth"} at ${named("lock", house.locks, c.lock)}`),
    })),
    scenes: (house.scenes ?? []).map((s, at) => ({ scene: place("scene", at), steps: s.steps.map(step => aboutStep(step, house)) })),
    rules: (house.rules ?? []).map((r, at) => ({
      rule: place("rule", at), on: word((r as unknown as Line).on), who: typeof r.who === "object" ? named("person", house.persons, r.who.person) : word(r.who), lock: named("lock", house.locks, r.lock),
      actions: list(r.actions), sources: list(r.sources), when: r.when && whenOf(r.when), coolDownS: r.coolDownS, scene: named("scene", house.scenes, r.scene), goOn: r.goOn,
    })),
  };
}

function whenOf(when: Line): Line {
  return {
    weekdays: list(when.weekdays), hasTimes: when.from !== undefined || when.until !== undefined, hasDays: when.firstDay !== undefined || when.lastDay !== undefined,
    firstOfDay: when.firstOfDay === true, door: word(when.door), phase: word(when.phase),
  };
}

function aboutStep(step: Line, house: House): Line {
  return step.relay !== undefined ? { relay: named("relay", house.relays, step.relay), do: word(step.do), ms: step.ms }
    : step.http !== undefined ? { http: word(step.http), headers: step.headers !== undefined, body: step.body !== undefined }
      : step.mqtt !== undefined ? { mqtt: true, qos: step.qos, retain: step.retain } : { waitMs: step.waitMs };
}

/** "unlock by keypad code", where both are known words. */
function deed(what: string | undefined): string | undefined {
  return what?.split(" by ").map(word).join(" by ");
}

function aboutRecord(r: LogRecord, house: House): Line {
  const base = { n: r.n, at: r.at ?? null, kind: r.kind, lock: place("lock", r.lock) };
  return r.kind === "event" ? {
    ...base, verdict: r.verdict, who: r.who, person: r.who === "person" ? named("person", house.persons, r.name) : undefined, what: deed(r.what),
    rule: place("rule", r.rule), scene: place("scene", r.scene), run: r.run, us: r.us,
  } : r.kind === "step" ? { ...base, scene: place("scene", r.scene), run: r.run, type: r.type, result: r.result, startUs: r.startUs, endUs: r.endUs }
    : { ...base, note: r.code };
}
