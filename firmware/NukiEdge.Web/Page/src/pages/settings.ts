/** Nuki account, time zone, password. */
import { box, readStatus } from "../api.ts";
import { utf8 } from "../access/bytes.ts";
import { call, changePassword, get, Problem } from "../client.ts";
import { h } from "../dom.ts";
import { area, choice, field, FieldError, form, tick, type Values } from "../form.ts";
import { clock } from "../format.ts";
import { load, notice, type Page } from "../shell.ts";
import { t } from "../words.ts";
import { agreed } from "./enter.ts";
import { ownerName } from "../access/owner.ts";

interface Settings { timeZone: string; nukiWeb: { hasToken: boolean; everyMin: number; joinByName: boolean } | null }

// POSIX TZ strings of the IANA time zone database, 2025b.
const central = "CET-1CEST,M3.5.0,M10.5.0/3";
const zones: [string, string][] = [
  ["Europe/Amsterdam", central], ["Europe/Berlin", central], ["Europe/Brussels", central], ["Europe/Madrid", central], ["Europe/Paris", central],
  ["Europe/Rome", central], ["Europe/Vienna", central], ["Europe/Zurich", central], ["Europe/London", "GMT0BST,M3.5.0/1,M10.5.0"],
  ["Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"], ["Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0"], ["Europe/Athens", "EET-2EEST,M3.5.0/3,M10.5.0/4"], ["UTC", "UTC0"],
];
const longestToken = 128;
let data: Settings = { timeZone: "", nukiWeb: null };

export const settings: Page = {
  name: "settings", title: "settings", icon: "settings",
  async open() {
    await readStatus();
    data = await get<Settings>("/api/settings");
  },
  draw() {
    return [account(), zone(), password()];
  },
  async act(verb) {
    if (verb === "sync") {
      await call("POST", "/api/sync");
      await readStatus();
      notice(t("nuki.asked"));
    }
  },
};

/** Saves some settings, reads them again, and says that. */
async function save(change: Record<string, unknown> | null, token = ""): Promise<void> {
  await call("PUT", "/api/settings", token ? (session, counter) =>
    JSON.stringify({ ...change, token: session.seal(counter, "token", utf8(token)) }) : JSON.stringify(change));
  await load(settings);
  notice(t("saved"));
}

function account(): HTMLElement {
  const nuki = data.nukiWeb, now = box.status!.nukiWeb;
  return h("section", { class: "card", "data-key": "nuki" }, h("h2", {}, t("nuki.title")), h("p", { class: "hint" }, t("nuki.hint")),
    now && h("dl", { class: "facts" }, h("dt", {}, t("nuki.status")), h("dd", {}, now.asking ? t("nuki.asking") : now.text),
      h("dt", {}, t("nuki.lastGood")), h("dd", {}, now.lastGood === null ? t("never") : clock(now.lastGood * 1000)),
      h("dt", {}, t("nuki.token")), h("dd", {}, nuki?.hasToken ? "✓ " + t("nuki.has") : "✕ " + t("nuki.hasNot"))),
    nuki?.hasToken && h("div", { class: "row" }, h("button", { type: "button", "data-do": "sync" }, t("nuki.sync"))),
    form("nuki", {}, saveAccount,
      field("token", t("nuki.newToken"), { type: "password", autocomplete: "off", maxlength: longestToken, "data-secret": true }, t("nuki.tokenHint")),
      field("everyMin", t("nuki.every"), { type: "number", min: 5, max: 1440, value: nuki?.everyMin ?? 120, inputmode: "numeric" }),
      tick("joinByName", t("nuki.join"), nuki?.joinByName ?? true),
      nuki?.hasToken && tick("remove", t("nuki.remove")),
      h("button", { type: "submit", class: "primary" }, t("save"))));
}

async function saveAccount(v: Values): Promise<void> {
  const everyMin = Number(v.everyMin);
  if (!(everyMin >= 5 && everyMin <= 1440 && Number.isInteger(everyMin))) {
    throw new FieldError("everyMin", t("nuki.everyForm"));
  }
  const change = { everyMin, joinByName: v.joinByName === "on" };
  await save(v.remove ? { ...change, token: "" } : change, v.remove ? "" : v.token!.trim());
}

function zone(): HTMLElement {
  const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const found = zones.find(([name, tz]) => tz === data.timeZone && name === mine) ?? zones.find(([, tz]) => tz === data.timeZone);
  const act = (v: Values) => {
    const tz = v.zone === "own" ? v.own!.trim() : zones.find(([name]) => name === v.zone)![1];
    if (!tz) {
      throw new FieldError("own", t("zone.missing"));
    }
    return save({ timeZone: tz });
  };
  const options: [string, string][] = [...zones.map(([name]) => [name, name.replace("Europe/", "")] as [string, string]), ["own", t("zone.own")]];
  return h("section", { class: "card", "data-key": "zone" }, h("h2", {}, t("zone.title")), h("p", { class: "hint" }, t("zone.hint")),
    form("zone", {}, async v => act(v), choice("zone", t("zone.choose"), options, found?.[0] ?? "own"),
      h("details", {}, h("summary", {}, t("zone.own")), area("own", t("zone.posix"), { rows: 2 }, found ? "" : data.timeZone, central)),
      h("button", { type: "submit", class: "primary" }, t("save"))));
}

function password(): HTMLElement {
  const fresh = { type: "password", autocomplete: "new-password", minlength: 10 };
  return h("section", { class: "card", "data-key": "password" }, h("h2", {}, t("password.title")), h("p", { class: "hint" }, t("password.hint")),
    form("password", {}, newPassword,
      field("username", t("login.user"), { autocomplete: "username", value: ownerName, readonly: true }),
      field("current", t("password.current"), { type: "password", autocomplete: "current-password" }),
      field("password", t("login.new"), fresh, t("login.length", { n: 10 })), field("again", t("login.again"), fresh),
      h("button", { type: "submit", class: "primary" }, t("password.save"))));
}

async function newPassword(v: Values): Promise<void> {
  const next = agreed(v);
  if (!v.current) {
    throw new FieldError("current", t("login.empty"));
  }
  try {
    await changePassword(v.current, next);
  } catch (e) {
    throw e instanceof Problem && e.status === 401 ? new FieldError("current", t("login.wrong")) : e;
  }
  await load(settings);
  notice(t("password.saved"));
}
