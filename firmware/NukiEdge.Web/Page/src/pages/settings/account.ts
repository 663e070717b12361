/** The Nuki account: token, syncs, what they changed, and the secret of a webhook. */
import { utf8 } from "../../access/bytes.ts";
import { box, readStatus, type LogRecord } from "../../api.ts";
import { call, get, type Body } from "../../client.ts";
import { h, type Child } from "../../dom.ts";
import { field, FieldError, form, placed, tick, type Values } from "../../form.ts";
import { clock } from "../../format.ts";
import { notice } from "../../shell.ts";
import { t } from "../../words.ts";
import { line, syncFault } from "../lines.ts";
import { done, section, type Card } from "./card.ts";

interface Settings { timeZone: string; nukiWeb: { hasToken: boolean; everyMin: number; joinByName: boolean; hasWebhookSecret?: boolean } | null }

const longestToken = 128, newsShown = 8;
let data: Settings = { timeZone: "", nukiWeb: null };
let news: LogRecord[] = [];

export function settingsNow(): Settings {
  return data;
}

export const account: Card = {
  name: "nuki", title: "nuki.title",
  async open() {
    data = await get<Settings>("/api/settings");
    await readNews();
  },
  async live(kinds) {
    if (kinds.has("log") || kinds.has("all")) {
      await readNews();
    }
  },
  draw() {
    const nuki = data.nukiWeb, now = box.status!.nukiWeb;
    const fault = now ? syncFault(now.code) : null;
    return section("nuki", "nuki.title", h("p", { class: "hint" }, t("nuki.hint")),
      now && h("dl", { class: "facts" }, h("dt", {}, t("nuki.status")), h("dd", {}, h("span", { role: "status" }, now.asking ? t("nuki.asking") : fault ? "✕ " + t("nuki.failed") : "✓ " + t("nuki.well"))),
        h("dt", {}, t("nuki.lastGood")), h("dd", {}, now.lastGood === null ? t("never") : clock(now.lastGood * 1000)),
        h("dt", {}, t("nuki.token")), h("dd", {}, nuki?.hasToken ? "✓ " + t("nuki.has") : "✕ " + t("nuki.hasNot"))),
      fault && h("p", { class: "banner held" }, "⚠ ", t(fault), " ", h("bdi", { lang: "en", class: "detail" }, now!.text)),
      nuki?.hasToken && h("div", { class: "row" }, h("button", { type: "button", "data-do": "sync" }, t("nuki.sync"))),
      form("nuki", {}, saveAccount,
        field("token", t("nuki.newToken"), { type: "password", autocomplete: "off", maxlength: longestToken, "data-secret": true }, t("nuki.tokenHint")),
        field("everyMin", t("nuki.every"), { type: "number", min: 5, max: 1440, value: nuki?.everyMin ?? 120, inputmode: "numeric" }),
        tick("joinByName", t("nuki.join"), nuki?.joinByName ?? true),
        nuki?.hasToken && tick("drop", t("nuki.remove")),
        h("button", { type: "submit", class: "primary" }, t("save"))),
      changed(), nuki && webhook(nuki.hasWebhookSecret === true));
  },
  acts: {
    async sync() {
      await call("POST", "/api/sync");
      await readStatus();
      notice(t("nuki.asked"));
    },
  },
};

async function readNews(): Promise<void> {
  const all = (await get<{ records: LogRecord[] }>("/api/log?limit=50")).records;
  news = all.filter(r => r.kind === "note" && isOfSync(Number(r.code))).reverse();
}

/** The log's notes about what a sync changed, and how it went (NoteCode in the box). */
function isOfSync(code: number): boolean {
  return code >= 60 && code <= 74 || code >= 90 && code <= 94;
}

function changed(): Child {
  return h("details", { "data-key": "changed" }, h("summary", {}, t("nuki.changed", { n: news.length })),
    news.length === 0 ? h("p", { class: "muted" }, t("nuki.unchanged"))
      : h("ol", {}, news.slice(0, newsShown).map(r => h("li", { class: "item", "data-key": "news" + r.n }, h("p", {}, h("bdi", {}, line(r))),
        h("p", { class: "age" }, r.at == null ? t("noClock") : clock(r.at * 1000))))));
}

async function saveAccount(v: Values): Promise<void> {
  const everyMin = Number(v.everyMin);
  if (!(everyMin >= 5 && everyMin <= 1440 && Number.isInteger(everyMin))) {
    throw new FieldError("everyMin", t("nuki.everyForm"));
  }
  const change = { everyMin, joinByName: v.joinByName === "on" };
  await save(v.drop ? { ...change, token: "" } : withSecret(change, "token", v.token!.trim()));
}

function withSecret(change: Record<string, unknown>, name: "token" | "webhookSecret", secret: string): Body | Record<string, unknown> {
  const purpose = name === "token" ? "token" : "webhook";
  return secret ? (session, counter) => JSON.stringify({ ...change, [name]: session.seal(counter, purpose, utf8(secret)) }) : change;
}

async function save(change: Body | Record<string, unknown>): Promise<void> {
  await placed(call("PUT", "/api/settings", typeof change === "object" ? JSON.stringify(change) : change), { webhookSecret: "secret" });
  await done(t("saved"));
}

function webhook(has: boolean): HTMLElement {
  const act = async (v: Values) => {
    const secret = v.secret!.trim();
    if (!secret && !v.off) {
      throw new FieldError("secret", t("hook.missing"));
    }
    await save(v.off ? { webhookSecret: "" } : withSecret({}, "webhookSecret", secret));
  };
  return h("details", { "data-key": "hook" }, h("summary", {}, t("hook.title"), " – ", t(has ? "nuki.has" : "nuki.hasNot")),
    h("p", { class: "hint" }, t("hook.hint")),
    form("hook", { "data-of": String(has) }, act,
      field("secret", t("hook.secret"), { type: "password", autocomplete: "off", maxlength: longestToken, "data-secret": true }, t("nuki.tokenHint")),
      has && tick("off", t("hook.off")), h("button", { type: "submit" }, t("save"))));
}
