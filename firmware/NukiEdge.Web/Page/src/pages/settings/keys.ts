/** Keys for other programs that call this box: each is shown once. */
import { box } from "../../api.ts";
import { call } from "../../client.ts";
import { h } from "../../dom.ts";
import { choice, field, FieldError, form, showWhen, tick, type Values } from "../../form.ts";
import { currentPage, notice, redraw } from "../../shell.ts";
import { said, t } from "../../words.ts";
import { done, ifThere, section, twice, type Card } from "./card.ts";
import { ticked } from "./logins.ts";
import { copyLines } from "./shown.ts";

interface Key { id: number; key: string; name: string; role: "reader" | "controller"; bearer: boolean; allLocks: boolean; locks: string[] }

const longestName = 20; // as it is kept (access.md section 5)
let all: Key[] | null = null;
let shown: { name: string; text: string } | null = null;
let armed = "";

export const keys: Card = {
  name: "keys", title: "keys.title",
  async open() {
    all = (await ifThere<{ keys: Key[] }>("/api/keys"))?.keys ?? null;
  },
  close() {
    shown = null;
    armed = "";
  },
  draw() {
    return all && section("keys", "keys.title", h("p", { class: "hint" }, t("keys.hint")),
      shown && h("div", { class: "shown", "data-key": "shownKey", role: "group", "aria-label": t("keys.once") }, h("h3", { tabindex: -1 }, t("keys.once")),
        copyLines("key " + shown.name, [[t("people.name"), shown.name], [t("keys.text"), shown.text]]), h("p", { class: "hint" }, t("keys.onceHint")),
        h("div", { class: "row" }, h("button", { type: "button", "data-do": "keyTyped" }, t("shown.done")))),
      all.length > 0 ? h("ul", {}, all.map(row)) : h("p", { class: "muted" }, t("keys.none")),
      h("details", { "data-key": "newKey" }, h("summary", {}, t("keys.add")), newForm()));
  },
  acts: {
    async dropKey(id) {
      if (armed !== "dropKey " + id) {
        armed = "dropKey " + id;
        return;
      }
      armed = "";
      await call("DELETE", "/api/keys/" + id);
      await done(t("keys.dropped"));
    },
    keyTyped() {
      shown = null;
      notice(t("shown.hidden"));
    },
  },
};

function row(k: Key): HTMLElement {
  const locks = k.allLocks ? t("keys.allLocks") : k.locks.map(id => box.status!.locks.find(l => l.lock === id)?.name ?? id).join(", ");
  const facts = [said("role", k.role), k.role === "controller" && (locks || t("keys.noLocks")), k.bearer && "⚠ Bearer"].filter(Boolean).join(" · ");
  const save = async (v: Values) => {
    await call("PUT", "/api/keys/" + k.id, JSON.stringify({ bearer: v.bearer === "on" }));
    await done(t("saved"));
  };
  return h("li", { class: "item", "data-key": "key" + k.key }, h("h3", {}, h("bdi", {}, k.name)), h("p", { class: "hint" }, h("bdi", {}, facts)),
    h("div", { class: "row apart" }, h("details", {}, h("summary", {}, "Bearer"),
      form("key" + k.key, { "data-of": String(k.bearer) }, save, tick("bearer", t("keys.bearer"), k.bearer), h("p", { class: "banner held" }, "⚠ " + t("keys.risk")),
        h("button", { type: "submit" }, t("save")))),
    twice("dropKey", String(k.id), t("people.forget"), k.name, armed)));
}

function newForm(): HTMLElement {
  const { locks } = box.status!;
  const which = h("fieldset", {}, h("legend", {}, t("logins.mayLocks")), tick("allLocks", t("keys.allLocks")), locks.map(l => tick("lock." + l.lock, l.name)));
  const made = form("newKey", { "data-of": locks.map(l => l.name).join("\n") }, make, field("name", t("people.name"), { maxlength: longestName, autocomplete: "off" }, t("keys.nameHint")),
    choice("role", t("logins.role"), [["reader", t("keys.reader")], ["controller", t("keys.controller")]], "reader"), which,
    tick("bearer", t("keys.bearer")), h("p", { class: "banner held" }, "⚠ " + t("keys.risk")),
    h("button", { type: "submit", class: "primary" }, t("keys.make")));
  showWhen(made, "role", "controller", which);
  return made;
}

async function make(v: Values): Promise<void> {
  const name = v.name!.trim(), role = v.role!;
  if (!name) {
    throw new FieldError("name", t("people.nameMissing"));
  }
  const mine = role === "controller" ? { allLocks: v.allLocks === "on", locks: v.allLocks === "on" ? [] : ticked(v) } : {};
  const answer = await call("POST", "/api/keys", JSON.stringify({ name, role, bearer: v.bearer === "on", ...mine }));
  const text = answer.secret("key", answer.json.box);
  await keys.open();
  if (text === null) {
    throw new Error(t("shown.false"));
  }
  shown = { name, text };
  redraw(currentPage()!);
  document.querySelector<HTMLElement>("[data-key=shownKey] h3")?.focus();
}
