/** A rule as a form: what happens, who, which scene; below, what few need. The sentence changes while it is typed. */
import { h } from "../dom.ts";
import { said, t } from "../words.ts";
import { wrongInRule } from "./checks.ts";
import { actionWords, days, sourceWords, triggers, whoWords, type Item } from "./house.ts";
import { box, boxes, liveForm, more, pick, text } from "./liveForm.ts";
import { ruleSentence } from "./sentence.ts";
import { store } from "./store.ts";
import type { Values } from "./templates.ts";

type Pair = [string, string];

function worded(group: string, words: string[]): Pair[] {
  return words.map(w => [w, said(group, w)]);
}

function same(list: { name: string }[] | undefined): Pair[] {
  return (list ?? []).map(x => [x.name, x.name]);
}

/** Drawn anew when what can be chosen changes. */
function offered(): string {
  return JSON.stringify([store.house.persons?.map(p => p.name), store.house.locks?.map(l => l.name), store.scenes.map(s => s.v.name)]);
}

export function ruleForm(item: Item, changed: () => void, done: () => void): HTMLFormElement {
  const v = item.v, sentence = h("p", { class: "sentence", role: "status" }, ruleSentence(v));
  const isSet = (...names: string[]) => Object.keys(v).some(k => names.includes(k.split(".")[0]!) && v[k]);
  const arrival = [
    pick(v, "who", t("rules.who"), [...(store.house.persons ?? []).map(p => ["=" + p.name, p.name] as Pair), ...worded("who", whoWords)]),
    more("rules.how", isSet("actions", "sources"), boxes(v, "actions", t("rules.actions"), worded("action", actionWords), t("rules.actionsHint")),
      boxes(v, "sources", t("rules.source"), worded("source", sourceWords), t("rules.sourcesHint"))),
  ];
  const parts = arrival.map(part => h("div", { class: "part", hidden: v.on !== "arrival" }, part));
  const live = {
    name: "rule " + item.key, of: offered(), v, check: () => wrongInRule(v, store.rules, store.house, store.scenes), done,
    changed() {
      parts.forEach(part => part.hidden = v.on !== "arrival");
      sentence.textContent = ruleSentence(v);
      changed();
    },
  };
  return liveForm(live,
    text(v, "name", t("people.name"), { maxlength: 64 }),
    pick(v, "on", t("rules.on"), worded("trigger", triggers)), parts[0],
    pick(v, "lock", t("rules.lock"), [["", t("rules.anyLock")], ...same(store.house.locks)]),
    pick(v, "scene", t("rules.then"), same(store.scenes.map(s => ({ name: s.v.name! }))), store.scenes.length ? "" : t("rules.noScene")),
    parts[1], more("rules.only", isSet("weekdays", "from", "until", "firstDay", "lastDay", "firstOfDay", "door", "phase"), times(v)),
    more("rules.more", isSet("coolDownS", "goOn"), text(v, "coolDownS", t("rules.coolDown"), { inputmode: "numeric" }, t("rules.coolDownHint")), box(v, "goOn", t("rules.goOn"))),
    sentence, h("div", { class: "row" }, h("button", { type: "submit" }, t("rules.done"))));
}

function times(v: Values): HTMLElement[] {
  return [
    boxes(v, "weekdays", t("rules.weekdays"), worded("day", days), t("rules.weekdaysHint")),
    h("div", { class: "pair" }, text(v, "from", t("rules.from"), { type: "time" }), text(v, "until", t("rules.until"), { type: "time" })),
    h("p", { class: "hint" }, t("rules.clockHint")),
    h("div", { class: "pair" }, text(v, "firstDay", t("rules.firstDay"), { type: "date" }), text(v, "lastDay", t("rules.lastDay"), { type: "date" })),
    box(v, "firstOfDay", t("rules.firstOfDay")),
    pick(v, "door", t("home.door"), [["", t("rules.anyDoor")], ...worded("when", ["closed", "open"])]),
    pick(v, "phase", t("rules.phase"), [["", t("value.announced")], ["opened", t("value.opened")]]),
  ];
}
