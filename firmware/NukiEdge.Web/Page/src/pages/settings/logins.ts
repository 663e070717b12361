/** Logins at the built-in broker: a lock is connected step by step; other programs get one of their own. */
import { box, readStatus } from "../../api.ts";
import { call, get } from "../../client.ts";
import { h, type Child } from "../../dom.ts";
import { choice, field, FieldError, form, showWhen, tick, type Values } from "../../form.ts";
import { currentPage, notice, redraw, say } from "../../shell.ts";
import { said, t } from "../../words.ts";
import { done, ifThere, section, twice, type Card } from "./card.ts";
import { boxAddress } from "./network.ts";
import { copyLines } from "./shown.ts";

interface Login { id: number; user: string; role: "lock" | "reader" | "controller"; lock: string | null; confirmed: boolean; connected: boolean; locks: string[] }

const askMs = 2000, longestName = 32; // the Nuki app takes 32 characters
let all: Login[] | null = null;
let shown: { id: number; user: string; role: string; password: string } | null = null;
let armed = "";
let timer = 0;

export const logins: Card = {
  name: "logins", title: "logins.title",
  open: read,
  async live(kinds) {
    if (all && (kinds.has("log") || kinds.has("lock") || kinds.has("all"))) {
      await read();
    }
  },
  close() {
    shown = null;
    armed = "";
    clearTimeout(timer);
  },
  draw() {
    if (!all) {
      return null;
    }
    if (box.status!.broker.kind !== "built-in") {
      return section("logins", "logins.title", h("p", {}, t("logins.external")));
    }
    return section("logins", "logins.title", h("p", { class: "hint" }, t("logins.hint")),
      shown && panel(shown),
      all.length > 0 ? h("ul", {}, all.map(row)) : h("p", { class: "muted" }, t("logins.none")),
      !shown && [
        h("details", { "data-key": "connect", open: !all.some(l => l.role === "lock") }, h("summary", {}, t("logins.connect")),
          form("connect", { "data-of": free() }, v => make(v, "lock"), userField(free()), h("button", { type: "submit", class: "primary" }, t("logins.make")))),
        h("details", { "data-key": "program" }, h("summary", {}, t("logins.program")), programForm()),
      ]);
  },
  acts: {
    async confirm(id) {
      await call("POST", `/api/logins/${id}/confirm`);
      if (shown?.id === Number(id)) {
        shown = null;
      }
      await readStatus();
      await done(t("logins.confirmed"));
    },
    async dropLogin(id) {
      if (armed !== "dropLogin " + id) {
        armed = "dropLogin " + id;
        return;
      }
      armed = "";
      await call("DELETE", "/api/logins/" + id);
      await done(t("logins.dropped"));
    },
    typed() {
      shown = null;
      notice(t("shown.hidden"));
    },
  },
};


async function read(): Promise<void> {
  all = (await ifThere<{ logins: Login[] }>("/api/logins"))?.logins ?? null;
  clearTimeout(timer);
  const mine = shown && all?.find(l => l.id === shown!.id);
  if (shown?.password && shown.role === "lock") {
    if (mine?.lock) {
      shown.password = ""; // it was typed in: nobody needs it here any more
      say(t("logins.came", { lock: lockOf(mine.lock) }));
    } else {
      timer = window.setTimeout(() => void again(), askMs);
    }
  }
}

/** A door is not waited for: while the owner types the login into the app, the box is asked. */
async function again(): Promise<void> {
  if (shown && document.querySelector("[data-key=logins]") && currentPage()?.name === "settings") {
    await read().catch(() => timer = window.setTimeout(() => void again(), askMs));
    redraw(currentPage()!);
  }
}

function lockOf(id: string): string {
  return box.status!.locks.find(l => l.lock === id)?.name ?? id;
}

function free(): string {
  let n = 1;
  while (all!.some(l => l.user === "lock" + n)) {
    n++;
  }
  return "lock" + n;
}

function userField(value = ""): HTMLElement {
  return field("user", t("login.user"), { value, maxlength: longestName, autocomplete: "off", autocapitalize: "none", spellcheck: "false" }, t("logins.userHint"));
}

function row(l: Login): HTMLElement {
  const waits = l.role === "lock" && l.lock !== null && !l.confirmed;
  const facts = [
    said("role", l.role), l.role === "lock" ? (l.lock ? lockOf(l.lock) : t("logins.unbound")) : l.locks.length > 0 && t("logins.commands", { locks: l.locks.map(lockOf).join(", ") }),
    l.connected ? "✓ " + t("home.connected") : "✕ " + t("home.away"), l.role === "lock" && l.lock && l.confirmed && "✓ " + t("logins.isConfirmed"),
  ].filter(Boolean);
  return h("li", { class: "item", "data-key": "login" + l.id }, h("h3", {}, h("bdi", {}, l.user)), h("p", { class: "hint" }, h("bdi", {}, facts.join(" · "))),
    waits && h("p", { class: "banner held" }, "‖ " + t("logins.waits", { lock: lockOf(l.lock!) })),
    waits && h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "confirm " + l.id, "aria-label": `${t("people.confirm")}: ${l.user}` }, t("people.confirm"))),
    h("div", { class: "row apart" }, h("details", {}, h("summary", {}, t("logins.newPassword")),
      form("login" + l.id, {}, () => another(l), h("p", { class: "hint" }, t("logins.newHint")), h("button", { type: "submit" }, t("logins.newPassword")))),
    twice("dropLogin", String(l.id), t("people.forget"), l.user, armed)));
}

function programForm(): HTMLElement {
  const locks = h("fieldset", {}, h("legend", {}, t("logins.mayLocks")), box.status!.locks.map(l => tick("lock." + l.lock, l.name)));
  const made = form("program", { "data-of": box.status!.locks.map(l => l.name).join("\n") }, v => make(v, v.role!), userField(),
    choice("role", t("logins.role"), [["reader", t("role.readerLong")], ["controller", t("role.controllerLong")]], "reader"), locks,
    h("button", { type: "submit" }, t("logins.make")));
  showWhen(made, "role", "controller", locks);
  return made;
}

/** The locks that were ticked in a form. */
export function ticked(v: Values): string[] {
  return Object.keys(v).filter(name => name.startsWith("lock.") && v[name] === "on").map(name => name.slice("lock.".length));
}

async function make(v: Values, role: string): Promise<void> {
  const user = v.user!.trim();
  if (!user || new TextEncoder().encode(user).length > longestName) {
    throw new FieldError("user", t("logins.userForm"));
  }
  const answer = await call("POST", "/api/logins", JSON.stringify({ user, role, ...(role === "controller" ? { locks: ticked(v) } : {}) }));
  await show(answer.json.id as number, user, role, answer.secret("login", answer.json.box));
}

async function another(l: Login): Promise<void> {
  const answer = await call("POST", `/api/logins/${l.id}/password`);
  await show(l.id, l.user, l.role, answer.secret("login", answer.json.box));
}

async function show(id: number, user: string, role: string, password: string | null): Promise<void> {
  if (password === null) {
    throw new Error(t("shown.false"));
  }
  shown = { id, user, role, password };
  all = (await get<{ logins: Login[] }>("/api/logins")).logins;
  const mine = all.find(l => l.id === id);
  if (role === "lock" && !mine?.lock) {
    timer = window.setTimeout(() => void again(), askMs);
  }
  redraw(currentPage()!);
  document.querySelector<HTMLElement>("[data-key=shown] h3")?.focus();
}

/** What to type where, and what came of it. */
function panel(now: NonNullable<typeof shown>): HTMLElement {
  const mine = all!.find(l => l.id === now.id), isLock = now.role === "lock";
  const lines: [string, string][] = [[t("shown.host"), boxAddress()], [t("broker.port"), String(box.status!.broker.port)], [t("login.user"), now.user], [t("login.password"), now.password]];
  const typing: Child = [copyLines(`${now.id} ${now.user}`, lines), h("p", { class: "banner held" }, "⚠ " + t(isLock ? "logins.clear" : "logins.clearProgram"))];
  const steps = h("ol", { class: "steps" }, h("li", {}, t("logins.step1")), h("li", {}, t("logins.step2")), h("li", {}, t("logins.step3")), h("li", {}, t("logins.step4")));
  return h("div", { class: "shown", "data-key": "shown", role: "group", "aria-label": t("shown.title") }, h("h3", { tabindex: -1 }, t(!isLock ? "shown.title" : mine?.lock ? "logins.connect" : "logins.type")),
    now.password && isLock && steps,
    now.password ? typing : null,
    isLock && h("p", { role: "status", class: mine?.lock ? "" : "waiting" }, mine?.lock ? "✓ " + t("logins.came", { lock: lockOf(mine.lock) }) : "… " + t("logins.waiting")),
    h("div", { class: "row" },
      mine?.lock && !mine.confirmed && h("button", { type: "button", class: "primary", "data-do": "confirm " + now.id }, t("logins.confirmLock")),
      h("button", { type: "button", "data-do": "typed" }, t("shown.done"))));
}
