/** Rules and scenes as house-file.md writes them, and a sentence for each. */
import { said, t } from "../words.ts";

export interface Rule {
  name: string; who: string | { person: string }; lock?: string; actions?: string[]; sources?: string[];
  when?: Record<string, unknown>; coolDownS?: number; scene: string; goOn?: boolean;
}

export interface Scene { name: string; steps: Record<string, unknown>[] }

/** "When Anna comes to Front door by keypad code: Welcome." */
export function ruleSentence(rule: Rule): string {
  const who = typeof rule.who === "string" ? said("who", rule.who) : rule.who.person;
  const actions = rule.actions ? rule.actions.map(a => said("action", a)).join(" / ") : t("rules.arrives");
  const parts = [
    t("rules.when", { who, what: actions, where: rule.lock ?? t("rules.anyLock") }),
    rule.sources && t("rules.by", { sources: rule.sources.map(s => said("source", s)).join(" / ") }),
    ...Object.entries(rule.when ?? {}).map(([key, value]) => `${said("when", key)} ${Array.isArray(value) ? value.map(v => said("day", String(v))).join(", ") : said("value", String(value))}`),
    rule.coolDownS && t("rules.pause", { s: rule.coolDownS }),
  ];
  return parts.filter(Boolean).join(", ") + " → " + rule.scene + (rule.goOn ? ". " + t("rules.goOn") : ".");
}

/** "pulse Gate 1000 ms" */
export function stepWords(step: Record<string, unknown>): string {
  return step.relay ? `${said("order", String(step.do))} ${String(step.relay)}${step.ms ? ` ${String(step.ms)} ms` : ""}`
    : step.http ? `${String(step.http)} ${String(step.url)}` : step.mqtt ? `MQTT ${String(step.mqtt)}` : t("rules.wait", { ms: String(step.waitMs) });
}

const scheme = "http:" + "//";

/** Steps that need only an address; Shelly's commands are those of its Gen 1 and Gen 2+ HTTP interfaces. */
export function shellyStep(generation: string, address: string, output: number, on: boolean): Record<string, unknown> {
  const url = generation === "1" ? `${scheme}${address}/relay/${output}?turn=${on ? "on" : "off"}` : `${scheme}${address}/rpc/Switch.Set?id=${output}&on=${on}`;
  return { http: "GET", url };
}
