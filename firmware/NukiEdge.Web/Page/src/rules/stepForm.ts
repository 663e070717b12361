/** One step as a form, made of its kind's fields (templates.ts). */
import { h, type Child } from "../dom.ts";
import { field as input, tick } from "../form.ts";
import { said, t, type Word } from "../words.ts";
import { longestOnMs, wrongInStep } from "./checks.ts";
import type { Item } from "./house.ts";
import { box, lines, liveForm, more, pick, text } from "./liveForm.ts";
import { optionWords } from "./sentence.ts";
import { passwords, store } from "./store.ts";
import { kindOf, targetOf, type Field, type Kind, type Values } from "./templates.ts";

const loginBytes = 32;
const rare = ["headers", "timeoutMs", "qos", "retain"];

export function stepForm(item: Item, changed: () => void, done: () => void): HTMLFormElement {
  const v = item.v, kind = kindOf(v);
  const made = kind.fields.map(f => ({ f, element: stepField(f, v) }));
  const show = () => made.forEach(({ f, element }) => element.hidden = !!f.only && f.only !== (v.order ?? v.do));
  show();
  const elements = (isRare: boolean) => made.filter(m => rare.includes(m.f.name) === isRare).map(m => m.element);
  const live = {
    name: "step " + item.key, of: (store.house.relays ?? []).map(r => r.name).join("\n"), v, done,
    check: () => [...wrongInStep(v, store.house), ...wrongLogin(item)],
    changed(form: HTMLFormElement) {
      show();
      remember(item, kind, form);
      const limit = form.querySelector("[data-field=ms] .hint");
      if (limit) {
        limit.textContent = t("wrong.number", { min: 1, max: longestOnMs(v, store.house) });
      }
      changed();
    },
  };
  return withPassword(item, liveForm(live, ...elements(false), kind.fields.some(f => f.places) && h("p", { class: "hint" }, t("step.places")),
    elements(true).length > 0 && more("rules.more", elements(true).length > 0 && rare.some(name => v[name] && v[name] !== "0"), elements(true)),
    kind.login && login(item, kind), h("div", { class: "row" }, h("button", { type: "submit" }, t("rules.done")))));
}

/** One that was typed and not sent yet comes back when the form is opened again. */
function withPassword(item: Item, form: HTMLFormElement): HTMLFormElement {
  const input = form.querySelector<HTMLInputElement>("input[name=password]");
  if (input) {
    input.value = passwords.get(item.key)?.password ?? "";
  }
  return form;
}

function stepField(f: Field, v: Values): HTMLElement {
  const label = f.name === "do" || f.name === "order" ? t("rules.what") : t(`field.${f.name}` as Word);
  switch (f.kind) {
    case "choice": {
      const options = f.options ?? (store.house.relays ?? []).map(r => r.name);
      return pick(v, f.name, label, options.map(o => [o, f.options ? optionWords(f, o) : o] as [string, string]));
    }
    case "lines": return lines(v, f.name, label);
    case "tick": return box(v, f.name, label);
    case "address": return text(v, f.name, label, { inputmode: "decimal", placeholder: "192.168.1.30" }, t("rules.addressHint"));
    case "number": return text(v, f.name, label, { inputmode: "numeric" }, f.name === "ms" ? t("wrong.number", { min: 1, max: longestOnMs(v, store.house) }) : "");
    default: return text(v, f.name, label, f.kind === "secret" ? { spellcheck: "false", autocapitalize: "none" } : {}, said("hint", f.name) === f.name ? "" : said("hint", f.name));
  }
}

/** Goes in sealed (PUT /api/targets), and never comes out again: only whether there is one is known. */
function login(item: Item, kind: Kind): HTMLElement {
  const target = targetOf(item.v), has = (store.house.targets ?? []).find(o => o.address === target?.address && (o.port ?? 80) === target.port);
  const secret = { type: "password", autocomplete: "new-password", maxlength: loginBytes };
  const parts: Child[] = [
    h("p", { class: "hint" }, t("step.loginHint")),
    has && h("p", {}, "✓ ", t("step.loginHas", { user: has.user })),
    input("user", t("login.user"), { value: passwords.get(item.key)?.user ?? has?.user ?? kind.user ?? "", readonly: kind.login === "digest", autocomplete: "off", maxlength: loginBytes }),
    input("password", t("login.password"), secret, t("step.passwordHint")),
    kind.login === "any" && tick("basic", t("step.basic"), passwords.get(item.key)?.basic ?? has?.basic),
    kind.login === "basic" && h("p", { class: "banner held" }, t("step.basicHint")),
  ];
  return more("step.login", passwords.has(item.key), parts);
}

function remember(item: Item, kind: Kind, form: HTMLFormElement): void {
  const value = (name: string) => form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const password = value("password")?.value ?? "";
  ["user", "basic"].forEach(name => delete item.v[name]);
  if (password) {
    passwords.set(item.key, { user: value("user")!.value.trim(), password, basic: kind.login === "basic" || value("basic")?.checked === true });
  } else {
    passwords.delete(item.key);
  }
}

/** What is wrong with a login that was typed. */
export function wrongLogin(item: Item): { field: string; text: string }[] {
  const typed = passwords.get(item.key), bytes = (text: string) => new TextEncoder().encode(text).length;
  return !typed ? [] : [
    ...(bytes(typed.user) < 1 || bytes(typed.user) > loginBytes || typed.user.includes(":") ? [{ field: "user", text: t("wrong.user") }] : []),
    ...(bytes(typed.password) > loginBytes ? [{ field: "password", text: t("wrong.user") }] : []),
  ];
}
