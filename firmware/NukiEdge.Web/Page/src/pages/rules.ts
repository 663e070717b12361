/** Scenes and rules: the house's parts as forms. Changes are collected here, checked by the box, and taken over with a restart. */
import { readStatus } from "../api.ts";
import { call, Problem } from "../client.ts";
import { draft, dropDraft, keepDraft } from "../drafts.ts";
import { h } from "../dom.ts";
import { choice, field, FieldError, form, type Values } from "../form.ts";
import { notice, redraw, say, type Page } from "../shell.ts";
import { said, t } from "../words.ts";
import { ruleSentence, shellyStep, stepWords, type Rule, type Scene } from "./sentence.ts";
import { restart } from "./system.ts";

interface House { [part: string]: unknown; persons?: { name: string }[]; locks?: { name: string }[]; relays?: { name: string; longestOnMs?: number }[]; scenes?: Scene[]; rules?: Rule[] }

const kept = "house";
const sources = ["app", "fob", "keypad code", "fingerprint", "back key", "button", "auto-unlock"];
let house: House = {};
let revision = "";
let isChanged = false;

export const rules: Page = {
  name: "rules", title: "rules", icon: "rules",
  async open() {
    await readStatus();
    const answer = await call("GET", "/api/house");
    house = answer.json as House;
    revision = (answer.etag ?? "").replace(/^W\/|"/g, "");
    const unsaved = draft(kept);
    isChanged = unsaved !== null;
    if (unsaved) {
      house.scenes = JSON.parse(unsaved.scenes!) as Scene[];
      house.rules = JSON.parse(unsaved.rules!) as Rule[];
      revision = unsaved.revision!;
    }
  },
  draw() {
    return [
      isChanged && h("section", { class: "card wide", "data-key": "unsaved" }, h("p", { class: "banner held" }, t("rules.unsaved")),
        h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "take" }, t("backup.take")),
          h("button", { type: "button", "data-do": "undo" }, t("rules.undo")))),
      h("section", { class: "card wide", "data-key": "rules" }, h("h2", {}, t("rules.rules")), h("p", { class: "hint" }, t("rules.first")),
        h("ol", {}, (house.rules ?? []).map(ruleRow)), h("details", {}, h("summary", {}, t("rules.add")), ruleForm())),
      h("section", { class: "card wide", "data-key": "scenes" }, h("h2", {}, t("rules.scenes")), h("ul", {}, (house.scenes ?? []).map(sceneRow))),
      h("section", { class: "card wide", "data-key": "newScene" }, h("h2", {}, t("rules.step")), stepForm()),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument) {
    const at = Number(argument), list = house.rules ?? [];
    if (verb === "up" || verb === "down") {
      const to = verb === "up" ? at - 1 : at + 1;
      [list[at], list[to]] = [list[to]!, list[at]!];
      changed();
      say(t("rules.moved", { name: list[to]!.name, n: to + 1 }));
    } else if (verb === "drop") {
      list.splice(at, 1);
      changed();
    } else if (verb === "dropScene") {
      house.scenes!.splice(at, 1);
      changed();
    } else if (verb === "run") {
      await call("POST", `/api/scenes/${at}/run`);
      notice(t("rules.ran"));
    } else if (verb === "undo") {
      dropDraft(kept);
      await rules.open();
    } else if (verb === "take") {
      await take();
    }
  },
};

/** The box checks all of it; a wrong one changes nothing. */
async function take(): Promise<void> {
  try {
    await call("PUT", "/api/house?revision=" + encodeURIComponent(revision), JSON.stringify(house));
  } catch (e) {
    throw e instanceof Problem && e.status === 400 ? new Error([e.field, e.detail].filter(Boolean).join(": ")) : e;
  }
  dropDraft(kept);
  isChanged = false;
  await restart();
}

/** Unsaved: kept in this tab, of this revision. */
function changed(): void {
  isChanged = true;
  keepDraft(kept, { scenes: JSON.stringify(house.scenes ?? []), rules: JSON.stringify(house.rules ?? []), revision });
  redraw(rules);
}

function ruleRow(rule: Rule, at: number): HTMLElement {
  const button = (verb: string, sign: string, label: string, isOff = false) => h("button", {
    type: "button", "data-do": `${verb} ${at}`, "aria-label": `${label}: ${rule.name}`, "aria-disabled": isOff && "true",
  }, sign);
  return h("li", { class: "item", "data-key": "rule " + rule.name }, h("h3", {}, `${at + 1}. `, h("bdi", {}, rule.name)), h("p", {}, h("bdi", {}, ruleSentence(rule))),
    h("div", { class: "row" }, button("up", "↑", t("rules.up"), at === 0), button("down", "↓", t("rules.down"), at === house.rules!.length - 1), button("drop", "✕", t("people.forget"))));
}

function sceneRow(scene: Scene, at: number): HTMLElement {
  const isUsed = (house.rules ?? []).some(r => r.scene === scene.name);
  return h("li", { class: "item", "data-key": "scene " + scene.name }, h("h3", {}, h("bdi", {}, scene.name)),
    h("ol", {}, scene.steps.map(s => h("li", {}, h("bdi", {}, stepWords(s))))),
    h("div", { class: "row" }, !isChanged && h("button", { type: "button", "data-do": "run " + at, "aria-label": `${t("rules.run")}: ${scene.name}` }, t("rules.run")),
      !isUsed && h("button", { type: "button", "data-do": "dropScene " + at, "aria-label": `${t("people.forget")}: ${scene.name}` }, t("people.forget"))));
}

function named(list: { name: string }[] | undefined): [string, string][] {
  return (list ?? []).map(x => [x.name, x.name]);
}

/** Changes when the choice of scenes does. */
function sceneNames(): string {
  return (house.scenes ?? []).map(s => s.name).join("\n");
}

function nameOf(v: Values, list: { name: string }[]): string {
  const name = v.name!.trim();
  if (!name || list.some(x => x.name === name)) {
    throw new FieldError("name", t(name ? "rules.taken" : "people.nameMissing"));
  }
  return name;
}

function ruleForm(): HTMLElement {
  const kinds: [string, string][] = ["known", "unknown", "nobody"].map(k => ["." + k, said("who", k)]);
  const act = async (v: Values) => {
    const list = house.rules ??= [];
    if (!v.scene) {
      throw new FieldError("scene", t("rules.noScene"));
    }
    list.push({
      name: nameOf(v, list), who: v.who!.startsWith(".") ? v.who!.slice(1) : { person: v.who!.slice(1) }, ...(v.lock ? { lock: v.lock } : {}),
      ...(v.source ? { sources: [v.source] } : {}), scene: v.scene,
    });
    changed();
  };
  return form("rule", { "data-of": sceneNames() }, act, field("name", t("people.name"), { maxlength: 64, autocomplete: "off" }),
    choice("who", t("rules.who"), [...named(house.persons).map(([n]) => ["=" + n, n] as [string, string]), ...kinds]),
    choice("lock", t("rules.lock"), [["", t("rules.anyLock")], ...named(house.locks)]),
    choice("source", t("rules.source"), [["", t("rules.anySource")], ...sources.map(s => [s, said("source", s)] as [string, string])]),
    choice("scene", t("part.scenes"), named(house.scenes)), h("button", { type: "submit" }, t("rules.add")));
}

/** One more step: of a relay, or of a Shelly that needs only its address. */
function stepForm(): HTMLElement {
  const relays = (house.relays ?? []).flatMap(r => ["on", "off", "pulse"].map(o => [`${o} ${r.name}`, `${r.name}: ${said("order", o)}`] as [string, string]));
  const shelly: [string, string][] = ["2", "1"].flatMap(g => ["on", "off"].map(o => [`shelly ${g} ${o}`, `Shelly Gen ${g === "1" ? "1" : "2+"}: ${said("order", o)}`] as [string, string]));
  const act = async (v: Values) => {
    const step = stepOf(v), list = house.scenes ??= [];
    if (v.scene) {
      list.find(s => s.name === v.scene)!.steps.push(step);
    } else {
      list.push({ name: nameOf(v, list), steps: [step] });
    }
    changed();
  };
  return form("step", { "data-of": sceneNames() }, act, choice("scene", t("part.scenes"), [["", t("rules.newScene")], ...named(house.scenes)]),
    field("name", t("people.name"), { maxlength: 64, autocomplete: "off" }, t("rules.newHint")),
    choice("what", t("rules.what"), [...relays, ...shelly]),
    field("address", t("rules.address"), { placeholder: "192.168.1.30", inputmode: "decimal", autocomplete: "off" }, t("rules.addressHint")),
    h("button", { type: "submit" }, t("rules.step")));
}

function stepOf(v: Values): Record<string, unknown> {
  const [first, ...rest] = v.what!.split(" ") as [string, ...string[]];
  if (first !== "shelly") {
    const relay = rest.join(" "), longest = house.relays!.find(r => r.name === relay)!.longestOnMs ?? 1000;
    return first === "pulse" ? { relay, do: first, ms: Math.min(1000, longest) } : { relay, do: first };
  }
  if (!/^(\d{1,3}\.){3}\d{1,3}(:\d{1,5})?$/.test(v.address!.trim())) {
    throw new FieldError("address", t("rules.addressForm"));
  }
  return shellyStep(rest[0]!, v.address!.trim(), 0, rest[1] === "on");
}
