/** What happened at a lock, in the reader's words: who came, what was done, what was decided. */
import { sceneName, type LogRecord } from "./api.ts";
import { phrase, said, t } from "./words.ts";

const wrongStates = [224, 225, 226];

/** Who came. The box's own English words where this page knows none. */
export function whoCame(r: LogRecord): string | null {
  const number = r.code ? t("came.code", { n: r.code }) : r.auth ? t("came.auth", { n: r.auth }) : null;
  switch (r.who) {
    case "unknown":
      return number === null ? t("came.unknown") : t("came.unknownNumber", { number });
    case "keypad":
      return t("came.keypad");
    case "unproven":
      return t("came.unproven");
    case "nobody":
      return t("came.nobody");
    case "collision":
      return phrase("came.collision", { n: r.code });
    case "not valid":
    case "not sure":
      return capital(phrase("came.notValid", { number })) ?? r.name ?? null;
    case "doubtful":
      return capital(phrase("came.doubtful", { number })) ?? r.name ?? null;
    default:
      return r.who === "person" && r.person === null ? t("came.gone") : r.name ?? null;
  }
}

function capital(text: string | null): string | null {
  return text && text[0]!.toUpperCase() + text.slice(1);
}

/** "unlatched by keypad code". */
export function whatWords(what: string): string {
  const [action, source] = what.split(" by ") as [string, string | undefined];
  return source ? t("by", { action: numbered("action", action), source: numbered("source", source) }) : what;
}

/** "action 9", which no document names, or a word of the box. */
function numbered(group: "action" | "source", name: string): string {
  const [, kind, n] = /^(action|trigger) (\d+)$/.exec(name) ?? [];
  return kind === "action" ? t("line.action", { n: n! }) : kind === "trigger" ? t("line.trigger", { n: n! }) : said(group, name);
}

/** What was decided, and why. */
export function decision(r: LogRecord): string {
  const rule = r.rule === undefined || r.rule === null && !r.ruleName && r.verdict !== "ran" ? "" : ` (${ruleWords(r)})`;
  return decided(r, rule) ?? r.decision ?? "";
}

function decided(r: LogRecord, rule: string): string | null {
  const why = r.reason === 4 ? phrase("unread." + r.context) : phrase("why." + r.reason);
  switch (r.verdict) {
    case "ran":
      return sceneWords(r) + rule;
    case "held": {
      const held = phrase("line.held", { why });
      return held && held + rule;
    }
    case "ignored":
      return phrase("line.ignored", { why });
    case "seen later":
    case "told":
      return phrase(r.verdict === "told" ? "line.told" : "line.later", { end: ending(r.context) });
    case "no rule":
      return t("line.noRule");
    default:
      return null;
  }
}

/** How it ended, as Nuki Web says (facts.md, B4). */
function ending(state: number | undefined): string | null {
  return state === undefined ? null : state === 0 ? "" : wrongStates.includes(state) ? phrase("line.state" + state) : t("line.state", { n: state });
}

export function ruleWords(r: LogRecord): string {
  return r.ruleName ? t("line.rule", { name: r.ruleName }) : t("line.ruleGone");
}

export function sceneWords(r: LogRecord): string {
  return r.sceneName ?? (r.scene == null ? t("line.sceneGone") : sceneName(r.scene));
}
