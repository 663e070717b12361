/** What the door does now, who came last, and the relays. */
import { box, lockName, readStatus, type LockNow, type LogRecord, type RelayNow, type Status } from "../api.ts";
import { call, get } from "../client.ts";
import { h, type Child } from "../dom.ts";
import { decision, sceneWords, whatWords, whoCame } from "../events.ts";
import { ago, clock, length, span, took } from "../format.ts";
import { say, type Page } from "../shell.ts";
import { language, phrase, said, t, type Word } from "../words.ts";

const visitsShown = 6;
const pulseMs = 1000;
let records: LogRecord[] = [];
let spoken = -1;

export const home: Page = {
  name: "home",
  async open() {
    await readStatus();
    await readVisits();
  },
  async live(kinds) {
    if (kinds.has("log") || kinds.has("all")) {
      await readVisits();
      tell();
    }
  },
  draw() {
    const status = box.status!;
    return [
      status.warnings.length > 0 && h("section", { class: "card wide", "data-key": "warnings" }, h("h2", {}, t("home.warnings")),
        h("ul", {}, status.warnings.map(w => h("li", { class: "banner held" }, warning(w))))),
      h("section", { class: "card", "data-key": "locks" }, h("h2", {}, t("home.locks")),
        status.locks.length ? h("ul", {}, status.locks.map(lockCard)) : h("p", { class: "muted" }, t("home.noLocks"))),
      h("section", { class: "card", "data-key": "visits" }, h("h2", {}, t("home.visits")), visits()),
      h("section", { class: "card", "data-key": "relays" }, h("h2", {}, t("home.relays")),
        status.relays.length ? h("ul", {}, status.relays.map(relayRow)) : h("p", { class: "muted" }, t("home.noRelays"))),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument) {
    const [id, order] = argument.split(" ") as [string, string];
    const relay = box.status!.relays[Number(id)]!;
    if (verb === "relay") {
      const ms = Math.min(pulseMs, relay.longestOnMs);
      await call("POST", "/api/relays/" + id, JSON.stringify(order === "pulse" ? { order, ms } : { order }));
      await readStatus();
      const now = box.status!.relays[Number(id)]!;
      say(`${now.name}: ${t(now.on ? "on" : "off")}`);
    }
  },
};

async function readVisits(): Promise<void> {
  records = (await get<{ records: LogRecord[] }>("/api/log?limit=50")).records;
}

/** Where what a warning says can be done. */
const solved: Record<string, [string, Word]> = {
  safe: ["log", "log"], "no-clock": ["settings/network", "network.title"], undecided: ["people", "people"], "lock-unconfirmed": ["settings/logins", "logins.title"],
  "lock-offline": ["settings/logins", "logins.title"], "no-token": ["settings/nuki", "nuki.title"], sync: ["settings/nuki", "nuki.title"], "relay-pin": ["settings/relays", "relays.title"],
};

/** What to do, and where. In English the box's own sentence. */
function warning(w: Status["warnings"][number]): Child[] {
  const [part, name] = solved[w.code] ?? [];
  const text = phrase("warn." + w.code);
  return ["⚠ ", ...(language === "en" || text === null ? [h("bdi", {}, w.text)] : [w.name && [h("bdi", {}, w.name), ": "], text]), part && name && h("p", {}, h("a", { href: "#" + part }, "→ " + t(name)))];
}

/** Age of a fact, as it grows since the answer. */
function age(seconds: number | null): Child {
  return h("span", { class: "age" }, seconds === null ? t("never") : ago(seconds * 1000 + Date.now() - box.atMs));
}

function fact(name: string, value: Child, seconds: number | null): Child[] {
  return [h("dt", {}, name), h("dd", {}, value, " ", age(seconds))];
}

function lockCard(lock: LockNow): HTMLElement {
  const battery = (lock.battery === null ? t("unknown") : lock.battery + " %") + (lock.batteryCritical ? " ⚠ " + t("home.low") : "");
  return h("li", { class: "item", "data-key": "lock" + lock.id },
    h("h3", {}, h("bdi", {}, lock.name)),
    h("p", { class: "row" }, h("span", { class: "big" }, lock.state === null ? t("unknown") : said("state", lock.state)), age(lock.stateAgeS)),
    h("dl", { class: "facts" },
      fact(t("home.door"), lock.door === null ? t("unknown") : said("door", lock.door), lock.doorAgeS),
      fact(t("home.battery"), battery, lock.batteryAgeS),
      lock.keypadBatteryCritical && [h("dt", {}, t("home.keypad")), h("dd", {}, "⚠ " + t("home.low"))],
      fact(t("home.link"), lock.connected === null ? t("unknown") : lock.connected ? "✓ " + t("home.connected") : "✕ " + t("home.away"), lock.connectedAgeS)));
}

function visits(): HTMLElement {
  const events = records.filter(r => r.kind === "event").reverse().slice(0, visitsShown);
  return events.length === 0 ? h("p", { class: "muted" }, t("home.nobody"))
    : h("ol", {}, events.map(r => h("li", { class: "item", "data-key": "visit" + r.n }, h("p", {}, verdictTag(r), " ", sentence(r)),
      h("p", { class: "age" }, [r.at == null ? t("noClock") : clock(r.at * 1000), lockName(r.lock ?? -1)].join(" · ")))));
}

/** Ran, held, ignored: a sign and a word, never the colour alone. */
export function verdictTag(r: LogRecord): HTMLElement {
  const look: Record<string, string> = { ran: "good", held: "held", ignored: "" };
  const sign: Record<string, string> = { ran: "✓ ", held: "‖ ", ignored: "– " };
  const verdict = r.verdict ?? "";
  return h("span", { class: "tag " + (look[verdict] ?? "") }, (sign[verdict] ?? "· ") + said("verdict", verdict));
}

/** "Anna: unlatch by keypad code, ran Welcome, relay after 0.4 ms" */
export function sentence(r: LogRecord): HTMLElement {
  const relay = records.find(s => s.kind === "step" && s.run === r.run && r.run != null && s.type === "relay" && s.endUs != null);
  const parts = r.verdict === "ran" && r.scene != null
    ? t("home.ran", { scene: sceneWords(r) }) + (relay ? ", " + t("home.relayAfter", { time: took(relay.endUs!) }) : "") : decision(r);
  return h("span", {}, h("strong", {}, h("bdi", {}, whoCame(r) ?? lockName(r.lock ?? -1))), ": ", r.what && whatWords(r.what) + ", ", h("bdi", {}, parts));
}

function relayRow(relay: RelayNow): HTMLElement {
  const id = "relay" + relay.id;
  const left = relay.offInMs === null ? null : relay.offInMs - (Date.now() - box.atMs);
  return h("li", { class: "item", "data-key": id },
    h("div", { class: "row apart" }, h("h3", { id }, h("bdi", {}, relay.name)),
      h("div", { class: "row" },
        h("button", { type: "button", role: "switch", "aria-checked": String(relay.on), "aria-labelledby": id, "data-do": `relay ${relay.id} ${relay.on ? "off" : "on"}` },
          t(relay.on ? "on" : "off")),
        h("button", { type: "button", "aria-label": `${t("home.pulse")}: ${relay.name}`, "data-do": `relay ${relay.id} pulse` }, t("home.pulse")))),
    h("p", { class: "age" }, relay.on && left !== null && left > 0 ? t("home.offIn", { time: span(Math.ceil(left / 1000)) })
      : t("home.longest", { time: length(relay.longestOnMs) })));
}

/** Reads a new visit out. */
function tell(): void {
  const newest = records.filter(r => r.kind === "event").at(-1);
  if (newest && newest.n !== spoken) {
    if (spoken >= 0) {
      say(sentence(newest).textContent ?? "");
    }
    spoken = newest.n;
  }
}
