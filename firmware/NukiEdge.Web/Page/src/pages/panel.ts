/** The keypad, fob or button as a panel for scenes, in three steps: the Nuki app, what is pressed, which scene. */
import { box, type Captured, type People, type Person } from "../api.ts";
import { call, get, Problem } from "../client.ts";
import { h } from "../dom.ts";
import { choice, field, FieldError, form, type Values } from "../form.ts";
import { currentPage, notice, redraw, say } from "../shell.ts";
import { said, t } from "../words.ts";
import { readHouse, type House } from "../house.ts";
import { everybody, numberWords, people, personOf, whoFields } from "./people.ts";
import type { Rule } from "../rules/house.ts";

const askMs = 1000;
let step = 0;
let isButton = false;
let captured: Captured[] = [];
let picked: Captured | null = null;
let seconds = 0;
let timer = 0;

export function isPanelOpen(): boolean {
  return step > 0;
}

export function closePanel(): void {
  step = 0;
  clearTimeout(timer);
}

export async function panelAct(verb: string, argument: string): Promise<boolean> {
  if (verb === "panel") {
    [step, isButton, picked, captured, seconds] = [1, false, null, [], 0];
    focus();
  } else if (verb === "panelStep") {
    step = Number(argument);
    focus();
  } else if (verb === "panelClose") {
    closePanel();
  } else if (verb === "panelLearn") {
    await call("POST", "/api/learn");
    await ask();
    say(t("learn.now"));
  } else if (verb === "panelButton") {
    [isButton, picked, step] = [true, null, 3];
    focus();
  } else if (verb === "panelPick") {
    [isButton, picked, step] = [false, captured.find(c => String(c.n) === argument) ?? null, 3];
    focus();
  } else {
    return false;
  }
  return true;
}

/** The heading of the step, after it is drawn. */
function focus(): void {
  redraw(people);
  document.querySelector<HTMLElement>("[data-key=wizard] h2")?.focus();
}

async function ask(): Promise<void> {
  const now = await get<{ seconds: number; captured: Captured[] }>("/api/learn");
  if (now.captured.length > captured.length) {
    say(t("learn.got", { what: numberWords(now.captured.at(-1)!) }));
  }
  ({ seconds, captured } = now);
  clearTimeout(timer);
  if (seconds > 0 && step === 2 && currentPage() === people) {
    timer = window.setTimeout(() => void ask().catch(() => {}).then(() => redraw(people)), askMs);
  }
}

export function drawPanel(data: People, house: House): HTMLElement {
  const body = step === 1 ? inApp() : step === 2 ? press() : scenes(data, house);
  return h("section", { class: "card wide", "data-key": "wizard" }, h("p", { class: "hint" }, t("panel.step", { n: step, all: 3 })),
    h("h2", { tabindex: -1 }, t(step === 1 ? "panel.app" : step === 2 ? "panel.press" : "panel.scene")), ...body,
    h("div", { class: "row" }, step > 1 && h("button", { type: "button", "data-do": "panelStep " + (step - 1) }, "← " + t("panel.back")),
      h("button", { type: "button", class: "quiet", "data-do": "panelClose" }, t("cancel"))));
}

function inApp(): HTMLElement[] {
  return [
    h("ol", { class: "steps" }, h("li", {}, t("logins.step1")), h("li", {}, t("panel.app2")), h("li", {}, t("panel.app3"))),
    h("p", { class: "hint" }, t("panel.appHint")),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "panelStep 2" }, t("panel.next"))),
  ];
}

function press(): HTMLElement[] {
  return [
    h("p", {}, t("panel.pressHint")),
    seconds > 0 ? h("p", { class: "banner held" }, h("strong", {}, t("learn.now")), " ", t("learn.left", { s: seconds }))
      : h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "panelLearn" }, t("panel.listen"))),
    h("ul", {}, captured.map(c => h("li", { class: "item", "data-key": "took" + c.n }, h("div", { class: "row apart" }, h("span", { class: "grow" }, h("bdi", {}, numberWords(c)), h("span", { class: "hint" }, " " + said("source", c.source))),
      h("button", { type: "button", class: "primary", "data-do": "panelPick " + c.n }, t("panel.take")))))),
    h("div", { class: "row" }, h("button", { type: "button", "data-do": "panelButton" }, t("panel.button"))),
  ];
}

function scenes(data: People, house: House): HTMLElement[] {
  const all = (house.scenes ?? []).map(s => [s.name, s.name] as [string, string]);
  if (all.length === 0) {
    return [h("p", {}, t("rules.noScene")), h("p", {}, h("a", { href: "#rules" }, "→ " + t("rules")))];
  }
  const isFob = picked?.source === "fob";
  const owner = picked && ownerOf(picked, data.persons);
  const locks = box.status!.locks.map(l => [l.name, l.name] as [string, string]);
  const what = isButton ? said("action", "button without action") : picked ? numberWords(picked) : "";
  return [
    h("p", {}, t("panel.with", { what })),
    form("panel", { "data-of": `${what} ${everybody()}` }, save,
      isButton ? choice("lock", t("rules.lock"), locks) : owner ? h("p", {}, `${t("people.who")} `, h("strong", {}, h("bdi", {}, owner.name))) : h("div", { class: "inside" }, ...whoFields(data.persons) as Node[]),
      isFob && choice("action", t("rules.what"), [["fob without action", t("panel.fobOnly")], ["", t("panel.fobOpens")]], "fob without action"),
      choice("scene", t("panel.which"), all),
      field("rule", t("panel.rule"), { value: ruleName(house, what), maxlength: 64, autocomplete: "off" }),
      h("p", { class: "hint" }, t("panel.first")),
      h("button", { type: "submit", class: "primary" }, t("save"))),
  ];
}

function ruleName(house: House, what: string): string {
  const start = what.split(",")[0]!.slice(0, 40);
  let name = start;
  for (let n = 2; (house.rules ?? []).some(r => r.name === name); n++) {
    name = `${start} ${n}`;
  }
  return name;
}

/** The number gets its person, then the new rule comes in front of the others: the first that fits wins. */
async function save(v: Values): Promise<void> {
  const name = v.rule!.trim();
  const rules = (await readHouse()).house.rules ?? [];
  if (!name || rules.some(r => r.name === name)) {
    throw new FieldError("rule", t(name ? "rules.taken" : "people.nameMissing"));
  }
  const rule = isButton ? { name, who: "nobody", lock: v.lock!, actions: ["button without action"], scene: v.scene! } : await ruleOf(v, name);
  const { house, revision } = await readHouse(); // a new person made another revision
  const body = { scenes: house.scenes ?? [], rules: [rule, ...house.rules ?? []] };
  try {
    await call("PUT", "/api/rules?revision=" + encodeURIComponent(revision), JSON.stringify(body));
  } catch (e) {
    throw e instanceof Problem && e.status === 400 ? new Error([e.field, e.detail].filter(Boolean).join(": ")) : e;
  }
  closePanel();
  await people.open();
  redraw(people);
  notice(t("panel.done", { name }));
}

/** Who it is now: the number's person, or the one that the form names; that one gets the number first. */
async function ruleOf(v: Values, name: string): Promise<Rule> {
  const c = picked!;
  let who = ownerOf(c, (await get<People>("/api/persons")).persons)?.name;
  if (!who) {
    const person = await personOf(v);
    await call("POST", "/api/credentials", JSON.stringify({ lock: c.lock, kind: c.kind, number: c.number, person: person.id }));
    who = person.name;
  }
  const how = v.action ? { actions: [v.action] } : { sources: [c.source] };
  return { name, who: { person: who }, lock: box.status!.locks[c.lock]!.name, ...how, scene: v.scene! };
}

function ownerOf(c: Captured, all: Person[]): Person | undefined {
  return all.find(p => p.credentials.some(o => o.lock === c.lock && o.kind === c.kind && o.number === c.number));
}
