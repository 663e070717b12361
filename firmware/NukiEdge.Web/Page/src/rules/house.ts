/** Rules and scenes as house-file.md writes them, and the same as values of forms: texts, also while they are half typed. */
import type { House } from "../house.ts";
import { kindOf, readStep, type Step, type Values } from "./templates.ts";

export interface Rule {
  name: string; on?: string; who?: string | { person: string }; lock?: string; actions?: string[]; sources?: string[];
  when?: Record<string, unknown>; coolDownS?: number; scene: string; goOn?: boolean;
}

export interface Scene { name: string; sensitive?: boolean; freshH?: number; askFirst?: boolean; steps: Step[] }

export interface Parts { scenes: Scene[]; rules: Rule[] }

/** One rule, scene or step that is being edited; the key stays when it is moved or renamed. */
export interface Item { key: string; v: Values }

export interface SceneItem extends Item { steps: Item[] }

export const triggers = ["arrival", "door opened alone", "battery low", "keypad battery low", "lock offline"];
export const whoWords = ["known", "code", "fingerprint", "auth", "unknown", "nobody"];
export const actionWords = ["unlock", "unlatch", "lock", "full lock", "lock'n'go", "lock'n'go unlatch", "fob without action", "button without action"];
export const sourceWords = ["app", "fob", "keypad code", "fingerprint", "back key", "button", "auto-unlock", "homekit", "mqtt"];
export const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const usualFreshH = 24;
const ruleFields = ["name", "on", "who", "lock", "actions", "sources", "when", "coolDownS", "scene", "goOn"];
const whenFields = ["weekdays", "from", "until", "firstDay", "lastDay", "firstOfDay", "door", "phase"];

let count = 0;

export function newKey(): string {
  return "k" + ++count;
}

function ticks(v: Values, group: string, words: string[]): string[] {
  return words.filter(w => v[`${group}.${w}`] === "on");
}

function ticked(group: string, list: unknown): Values {
  return Object.fromEntries(((list ?? []) as string[]).map(w => [`${group}.${w}`, "on"]));
}

/** Fields that this page does not know: they stay as they are. */
function rest(thing: object, known: string[]): string {
  const unknown = Object.entries(thing).filter(([name]) => !known.includes(name));
  return unknown.length ? JSON.stringify(Object.fromEntries(unknown)) : "";
}

function parsed(text: string | undefined): object {
  return text ? JSON.parse(text) as object : {};
}

/** A person is "=NAME" among the values, so that nobody's name can be taken for a word. */
export function toRule(v: Values): Rule {
  const isArrival = v.on === "arrival";
  const actions = ticks(v, "actions", actionWords), sources = ticks(v, "sources", sourceWords), weekdays = ticks(v, "weekdays", days);
  const when = {
    ...(weekdays.length ? { weekdays } : {}), ...(v.from ? { from: v.from } : {}), ...(v.until ? { until: v.until } : {}),
    ...(v.firstDay ? { firstDay: v.firstDay } : {}), ...(v.lastDay ? { lastDay: v.lastDay } : {}), ...(v.firstOfDay ? { firstOfDay: true } : {}),
    ...(v.door ? { door: v.door } : {}), ...(v.phase ? { phase: v.phase } : {}), ...parsed(v.whenRest),
  };
  return {
    name: v.name!.trim(), ...(isArrival ? { who: v.who!.startsWith("=") ? { person: v.who!.slice(1) } : v.who } : { on: v.on }), ...(v.lock ? { lock: v.lock } : {}),
    ...(isArrival && actions.length ? { actions } : {}), ...(isArrival && sources.length ? { sources } : {}), ...(Object.keys(when).length ? { when } : {}),
    ...(Number(v.coolDownS) ? { coolDownS: Number(v.coolDownS) } : {}), scene: v.scene!.trim(), ...(v.goOn ? { goOn: true } : {}), ...parsed(v.rest),
  };
}

export function fromRule(rule: Rule): Values {
  const when = rule.when ?? {}, text = (name: string) => String(when[name] ?? "");
  const time = (name: string) => /^(00|24):00$/.test(text(name)) ? "" : text(name); // midnight is where a day begins and ends anyway
  const weekdays = (when.weekdays as string[] | undefined) ?? [];
  const who = typeof rule.who === "object" ? "=" + rule.who.person : rule.who ?? "known";
  return {
    name: rule.name, on: rule.on ?? "arrival", who, lock: rule.lock ?? "", scene: rule.scene, goOn: rule.goOn ? "on" : "", coolDownS: String(rule.coolDownS || ""),
    ...ticked("actions", rule.actions), ...ticked("sources", rule.sources), ...ticked("weekdays", weekdays.length < days.length ? weekdays : []),
    from: time("from"), until: time("until"), firstDay: text("firstDay"), lastDay: text("lastDay"), firstOfDay: when.firstOfDay ? "on" : "",
    door: text("door").replace("any", ""), phase: text("phase").replace("announced", ""), rest: rest(rule, ruleFields), whenRest: rest(when, whenFields),
  };
}

export function toScene(s: SceneItem): Scene {
  const freshH = Number(s.v.freshH) || usualFreshH;
  return {
    name: s.v.name!.trim(), ...(s.v.sensitive ? { sensitive: true, ...(freshH !== usualFreshH ? { freshH } : {}), ...(s.v.askFirst ? { askFirst: true } : {}) } : {}),
    ...parsed(s.v.rest), steps: s.steps.map(step => kindOf(step.v).make(step.v)),
  };
}

export function fromScene(scene: Scene): SceneItem {
  return {
    key: newKey(), v: { name: scene.name, sensitive: scene.sensitive ? "on" : "", freshH: String(scene.freshH ?? usualFreshH), askFirst: scene.askFirst ? "on" : "",
      rest: rest(scene, ["name", "sensitive", "freshH", "askFirst", "steps"]) },
    steps: scene.steps.map(step => ({ key: newKey(), v: readStep(step) })),
  };
}

/** As this page would write it: two houses are compared so. */
export function usual(house: House): Parts {
  return { scenes: (house.scenes ?? []).map(s => toScene(fromScene(s))), rules: (house.rules ?? []).map(r => toRule(fromRule(r))) };
}

/** A name that is still free: the wanted one, or with a number behind it. It has at most 64 bytes. */
export function freeName(wanted: string, taken: { name: string }[]): string {
  for (let n = 1; ; n++) {
    const end = n > 1 ? ` ${n}` : "";
    let front = wanted;
    while (new TextEncoder().encode(front + end).length > 64) {
      front = [...front].slice(0, -1).join("");
    }
    if (!taken.some(t => t.name === front + end)) {
      return front + end;
    }
  }
}
