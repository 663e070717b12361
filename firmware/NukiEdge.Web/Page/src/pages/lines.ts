/** One line of the log in the reader's words. The box sends each record in parts, and as an English sentence for what this page has no words for. */
import { box, lockName, type LogRecord } from "../api.ts";
import { decision, ruleWords, sceneWords, whatWords, whoCame } from "../events.ts";
import { took } from "../format.ts";
import { phrase, said, t, type Word } from "../words.ts";

// Numbers of notes here and in the words ("note.23") are NoteCode's in the box, which says what each detail holds.

/** Notes that have a second form, and when it is the one. */
const otherForm: Record<number, (r: LogRecord, n: number) => boolean> = {
  4: r => r.lock != null, 40: (_, n) => n === 0, 45: (_, n) => n === 0, 50: (_, n) => n >>> 24 === 0 && (n & 255) !== 1 && (n & 255) !== 2,
  62: r => r.name != null, 70: r => r.before != null, 82: (_, n) => n >>> 8 === 4, 91: (_, n) => n === 1, 108: (_, n) => n > 0, 118: (_, n) => n >>> 8 === 255, 123: (_, n) => n === 0,
};

/** Ends of a run (RunEnd in the box), as said("end", …) knows them. */
const ends = ["no word", "restart", "stop", "stalled", "faults", "no memory", "no network", "network lost"];
const withPart = [3, 4, 5];

/** States of a lock that Nuki Web tells (facts.md). */
const states: Record<number, string> = { 0: "not calibrated", 1: "locked", 3: "unlocked", 5: "unlatched", 6: "unlocked", 254: "motor blocked" };

/** The line. */
export function line(r: LogRecord): string {
  return (r.kind === "event" ? event(r) : r.kind === "step" ? step(r) : r.kind === "note" ? note(r) : null) ?? r.text ?? "…";
}

function event(r: LogRecord): string {
  const time = r.us == null || r.verdict === "seen later" || r.verdict === "told" ? null : took(r.us);
  return lockName(r.lock ?? -1) + ": " + (r.who === undefined ? [decision(r)] : [whoCame(r), r.what && whatWords(r.what), decision(r), time]).filter(Boolean).join(", ");
}

function step(r: LogRecord): string | null {
  const fault = r.fault ? ": " + said("fault", r.fault) : "";
  const work = r.type === "relay" ? phrase("line.relay", { relay: relayName(r.relay), order: r.order && said("order", r.order) })
    : (r.type ?? "").toUpperCase() + (r.result && r.result >= 100 ? " " + r.result : "");
  return work && r.step !== undefined ? phrase("line.step", { scene: sceneWords(r), n: r.step + 1, work: work + fault, from: took(r.startUs ?? 0), to: took(r.endUs ?? 0) }) : null;
}

function note(r: LogRecord): string | null {
  const code = r.code, n = r.detail;
  if (code === undefined || n == null) {
    return null;
  }
  const door = r.lock == null ? null : lockName(r.lock), low = n & 255;
  const isHappening = code >= 125 && code <= 127;
  return phrase("note." + code + (otherForm[code]?.(r, n) ? "b" : ""), {
    n: code === 83 || code === 44 ? low : n, door: door ?? t("note.lock"), where: door === null ? "" : door + ": ",
    login: r.login == null ? t("note.client") : r.login === "" ? t("note.loginGone") : t("note.login", { name: r.login }),
    address: [24, 16, 8, 0].map(bits => n >>> bits & 255).join("."), hex: n.toString(16).toUpperCase(), id: n.toString(16).padStart(8, "0"), day: day(n),
    number: r.credential && t(("came." + r.credential) as Word, { n }), person: personName(r.name), before: personName(r.before),
    numbers: n === 1 ? t("note.oneNumber") : t("note.numbers", { n }),
    relay: relayName(code === 23 ? n : low), order: said("order", orders[n >>> 8 & 255] ?? ""), pin: n >>> 8,
    scene: sceneWords(r), rule: ruleWords(r), happening: isHappening ? phrase("happened." + low) : null,
    why: code === 81 || code === 90 || code === 92 ? syncWords(code === 81 ? n : low) : phrase("why." + (n >>> 16 & 255)), code: n >>> 8 ? "HTTP " + (n >>> 8) : t("came.code", { n: low }),
    end: runEnd(n), part: phrase("inside." + low), kind: phrase("inside.fault" + (n >>> 8 & 255)),
    state: states[low] ? said("state", states[low]) : `${t("unknown")} (${low})`,
  });
}

/** As RelayOrder in the box. */
const orders = ["off", "on", "toggle", "pulse"];

/** "" is somebody whose place another one has. */
function personName(name: string | null | undefined): string {
  return name === "" ? t("came.gone") : name ?? t("note.nobody");
}

function relayName(relay: number | null | undefined): string | null {
  return relay == null ? null : box.status?.relays[relay]?.name ?? "#" + relay;
}

function runEnd(n: number): string {
  const end = n & 255, part = phrase("inside." + (n >>> 8 & 255)), kind = phrase("inside.fault" + (n >>> 16 & 255));
  return said("end", ends[end] ?? "no word") + (withPart.includes(end) && part ? ` (${part}${end === 4 ? ", " + kind : ""})` : "");
}

function day(utcSeconds: number): string {
  return new Date(utcSeconds * 1000).toISOString().slice(0, 10);
}

function syncWords(fault: number): string {
  const word = syncFault(fault);
  return word === null ? t("nuki.well") : t(word);
}

/** What the owner can do about a fault of the sync (SyncFault in the box); null where there is none. */
export function syncFault(code: number): Word | null {
  const groups: [number, Word | null][] = [[0, null], [1, "sync.token"], [2, "sync.clock"], [4, "sync.network"], [11, "sync.trust"], [14, "sync.later"],
    [18, "sync.proxy"], [19, "sync.trust"], [29, "sync.report"], [30, "sync.token"], [31, "sync.account"], [32, "sync.token"], [33, "sync.report"], [34, "sync.later"],
    [35, "sync.account"], [49, "sync.later"], [51, "sync.report"], [52, "sync.full"], [54, "sync.look"]];
  return groups.find(([last]) => code <= last)?.[1] ?? (code ? "sync.report" : null);
}
