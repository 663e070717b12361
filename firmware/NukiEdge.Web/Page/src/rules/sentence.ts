/** A sentence for each rule, and a few words for each step, in the reader's language. */
import { language, said, t, type Word } from "../words.ts";
import { days, toRule } from "./house.ts";
import { kindOf, type Field, type Values } from "./templates.ts";

/** "When Anna arrives at Front door by keypad code, on Mon, from 08:00 → Welcome." */
export function ruleSentence(v: Values): string {
  const rule = toRule(v), when = rule.when ?? {}, where = rule.lock ?? t("rules.anyLock");
  const who = typeof rule.who === "object" ? rule.who.person : said("who", rule.who ?? "");
  const what = rule.actions ? or(rule.actions.map(a => said("action", a))) : t("rules.arrives");
  const parts = [
    rule.on ? t(`says.${rule.on}` as Word, { where }) : t("rules.when", { who, what, where }),
    rule.sources && t("rules.by", { sources: or(rule.sources.map(s => said("source", s))) }),
    ...["weekdays", "from", "until", "firstDay", "lastDay", "firstOfDay"].filter(k => k in when).map(k => t(`when.${k}` as Word, { v: spoken(k, when[k]) })),
    when.door && t(`when.${String(when.door)}` as Word), when.phase && t("when.phase"),
    rule.coolDownS && t("rules.pause", { s: rule.coolDownS }),
  ];
  return parts.filter(Boolean).join(", ") + " → " + (rule.scene || "…") + (rule.goOn ? ". " + t("rules.goOn") + "." : ".");
}

function or(words: string[]): string {
  return new Intl.ListFormat(language, { type: "disjunction" }).format(words);
}

function spoken(kind: string, value: unknown): string {
  return Array.isArray(value) ? days.filter(d => value.includes(d)).map(d => said("day", d)).join(", ")
    : kind.endsWith("Day") && typeof value === "string" ? new Date(value + "T12:00").toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" })
      : String(value);
}

export function kindTitle(v: Values): string {
  const kind = kindOf(v);
  return kind.title ?? t(`step.${kind.name}` as Word);
}

/** What a choice is called: an order, a kind of thing, or a name as it is. */
export function optionWords(field: Field, option: string): string {
  return said(field.name === "do" ? "order" : field.name, option);
}

/** "Gate: pulse, 1000 ms", "Shelly Gen 2+ 192.168.1.30 (0): on", "Wait 500 ms" */
export function stepWords(v: Values): string {
  switch (v.kind) {
    case "relay": return `${v.relay || "…"}: ${said("order", v.do!)}${v.do === "pulse" ? `, ${v.ms} ms` : ""}`;
    case "wait": return t("rules.wait", { ms: v.waitMs! });
    case "http": return `${v.http} ${v.url}`;
    case "mqtt": return `MQTT ${v.mqtt || "…"}${v.payload ? `: ${v.payload}` : ""}`;
    case "other": return v.raw!;
  }
  const which = v.channel ?? v.output ?? v.number ?? v.entity ?? v.input;
  return `${kindTitle(v)} ${v.address || "…"}${which ? ` (${which})` : ""}${v.order && v.order !== "call" ? ": " + said("order", v.order) : ""}${v.order === "preset" ? ` ${v.preset}` : ""}`;
}

