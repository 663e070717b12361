/** What the fields of rules and steps may hold: the box's limits (house-file.md), said at the field before it has to. */
import { box } from "../api.ts";
import { t } from "../words.ts";
import type { House } from "../house.ts";
import type { Item, SceneItem } from "./house.ts";
import { kindOf, type Field, type Values } from "./templates.ts";

export interface Wrong { field: string; text: string }

const nameBytes = 64, usualLongestMs = 3600000;

/** A small board's scene holds 16 steps; the PC says that it is one by not knowing its free memory. */
export function mostSteps(): number {
  return box.status?.heapFree === null ? 32 : 16;
}

function name(v: Values, others: Item[]): Wrong[] {
  const text = (v.name ?? "").trim(), bytes = new TextEncoder().encode(text).length;
  return bytes < 1 || bytes > nameBytes || /[\u0000-\u001f\u007f]/.test(text) ? [{ field: "name", text: t("wrong.name") }]
    : others.some(o => o.v !== v && o.v.name!.trim() === text) ? [{ field: "name", text: t("rules.taken") }] : [];
}

function number(field: string, text: string, min: number, max: number): Wrong[] {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max ? [] : [{ field, text: t("wrong.number", { min, max }) }];
}

export function wrongInRule(v: Values, all: Item[], house: House, scenes: Item[]): Wrong[] {
  const wrong = name(v, all);
  if (!scenes.some(s => s.v.name === v.scene)) {
    wrong.push({ field: "scene", text: t(scenes.length ? "wrong.choose" : "rules.noScene") });
  }
  if (v.on === "arrival" && v.who!.startsWith("=") && !(house.persons ?? []).some(p => "=" + p.name === v.who)) {
    wrong.push({ field: "who", text: t("wrong.choose") });
  }
  if (v.lock && !(house.locks ?? []).some(l => l.name === v.lock)) {
    wrong.push({ field: "lock", text: t("wrong.choose") });
  }
  if (v.firstDay && v.lastDay && v.firstDay > v.lastDay) {
    wrong.push({ field: "lastDay", text: t("wrong.days") });
  }
  return v.coolDownS ? [...wrong, ...number("coolDownS", v.coolDownS, 0, 86400)] : wrong;
}

export function wrongInScene(s: SceneItem, all: Item[]): Wrong[] {
  const wrong = name(s.v, all);
  if (s.v.sensitive) {
    wrong.push(...number("freshH", s.v.freshH!, 1, 672));
  }
  return s.steps.length > mostSteps() ? [...wrong, { field: "", text: t("wrong.steps", { n: mostSteps() }) }] : wrong;
}

export function longestOnMs(v: Values, house: House): number {
  return (house.relays ?? []).find(r => r.name === v.relay)?.longestOnMs ?? usualLongestMs;
}

export function wrongInStep(v: Values, house: House): Wrong[] {
  return kindOf(v).fields.filter(f => !f.only || f.only === (v.order ?? v.do)).flatMap(f => wrongField(f, v[f.name] ?? "", v, house));
}

function wrongField(f: Field, text: string, v: Values, house: House): Wrong[] {
  const at = (why: string) => [{ field: f.name, text: why }];
  if (!text.trim() && f.kind !== "tick") {
    return f.optional ? [] : at(t("wrong.missing"));
  }
  switch (f.name) {
    case "relay": return (house.relays ?? []).some(r => r.name === text) ? [] : at(t("wrong.choose"));
    case "ms": return number(f.name, text, 1, longestOnMs(v, house));
    case "address": return wrongAddress(text, house, at);
    case "url": {
      const match = /^http:\/\/([^/?]*)[\x21-\x7e]*$/.exec(text);
      return !match || /["<>\\^`|#]/.test(text) ? at(t("wrong.url", { slashes: "/" + "/" })) : wrongAddress(match[1]!, house, at);
    }
    case "body": return v.http === "GET" || v.http === "HEAD" ? at(t("wrong.body")) : [];
    case "headers": return text.split("\n").every(l => !l.trim() || /^[\w-]+:\s*[\x20-\x7e]*[\x21-\x7e]\s*$/.test(l)) ? [] : at(t("wrong.headers"));
    case "mqtt": return /[+#]|^(nuki|nukiedge)(\/|$)|^[^/]*\{/.test(text) ? at(t("wrong.topic")) : [];
    default: return f.kind === "number" ? number(f.name, text, f.min!, f.max!) : [];
  }
}

/** An IPv4 address of a private network (RFC 1918, link-local, the machine itself), and a port. */
function wrongAddress(text: string, house: House, at: (why: string) => Wrong[]): Wrong[] {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::(\d{1,5}))?$/.exec(text);
  const [a, b] = match ? match.slice(1, 5).map(Number) as [number, number] : [0, 0];
  if (!match || match.slice(1, 5).some(p => Number(p) > 255) || (match[5] !== undefined && (Number(match[5]) < 1 || Number(match[5]) > 65535))) {
    return at(t("rules.addressForm"));
  }
  const isPrivate = a === 10 || a === 127 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254);
  return isPrivate || house.publicTargets ? [] : at(t("wrong.private"));
}
