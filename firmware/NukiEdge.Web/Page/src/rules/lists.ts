/** The two lists: rules with their sentence, scenes with their steps; each can be opened in its place. */
import { h } from "../dom.ts";
import { t } from "../words.ts";
import type { Item, SceneItem } from "./house.ts";
import { movers } from "./moving.ts";
import { ruleForm } from "./ruleForm.ts";
import { sceneForm } from "./sceneForm.ts";
import { ruleSentence, stepWords } from "./sentence.ts";
import { store } from "./store.ts";
import { trialOf } from "./tryOut.ts";

export interface Acts { changed(): void; done(): void; armed: string; isDirty: boolean }

function button(verb: string, at: number, words: string, name: string, more: Record<string, string | boolean> = {}): HTMLElement {
  return h("button", { type: "button", class: "small", "data-do": `${verb} ${at}`, "aria-label": `${words}: ${name}`, ...more }, words);
}

/** For the keyboard, and seen only by it: to the button that saves, past all rows between. */
function toSave(acts: Acts): HTMLElement | false {
  return acts.isDirty && h("button", { type: "button", class: "small keys", "data-do": "toSave" }, "↓ ", t("rules.save"));
}

export function ruleRow(rule: Item, at: number, acts: Acts): HTMLElement {
  const name = rule.v.name || "…", isOpen = store.open === rule.key, isArmed = acts.armed === rule.key;
  return h("li", { class: "item rule", "data-key": "rule " + rule.key, "data-name": name },
    h("div", { class: "head" }, h("h3", {}, `${at + 1}. `, h("bdi", {}, name)), h("span", { class: "movers" }, movers("rules", at, store.rules.length, name))),
    isOpen ? ruleForm(rule, acts.changed, acts.done) : h("p", { class: "words" }, h("bdi", {}, ruleSentence(rule.v))),
    h("div", { class: "row" }, !isOpen && button("edit", at, t("rules.edit"), name), button("copy", at, t("rules.copy"), name),
      button("drop", at, t(isArmed ? "sure" : "people.forget"), name, isArmed ? { class: "small danger" } : {}), toSave(acts)));
}

export function sceneRow(scene: SceneItem, at: number, acts: Acts): HTMLElement {
  const name = scene.v.name || "…", isOpen = store.open.split(" ")[0] === scene.key, isArmed = acts.armed === scene.key;
  const users = store.rules.filter(r => r.v.scene === scene.v.name).map(r => r.v.name).join(", "), usedId = "used" + scene.key;
  return h("li", { class: "item scene", "data-key": "scene " + scene.key, "data-name": name },
    h("div", { class: "row apart" }, h("h3", {}, h("bdi", {}, name)), scene.v.sensitive && h("span", { class: "tag" }, t("scene.tag"))),
    isOpen ? sceneForm(scene, at, acts.changed, acts.done)
      : scene.steps.length ? h("ol", { class: "words numbered" }, scene.steps.map(s => h("li", {}, h("bdi", {}, stepWords(s.v))))) : h("p", { class: "hint" }, t("scene.noSteps")),
    h("p", { class: "hint", id: usedId }, users ? t("scene.usedBy", { rules: users }) : t("scene.unused")),
    h("div", { class: "row" }, scene.steps.length > 0 && button("run", at, t(acts.isDirty ? "try.save" : "rules.run"), name),
      !isOpen && button("editScene", at, t("rules.edit"), name),
      button("dropScene", at, t(isArmed ? "sure" : "people.forget"), name, users ? { "aria-disabled": "true", "aria-describedby": usedId } : isArmed ? { class: "small danger" } : {}), toSave(acts)),
    trial(scene));
}

/** What came of a test run; read out when it comes. */
function trial(scene: SceneItem): HTMLElement {
  const known = trialOf(scene);
  return h("div", { class: "trial", role: "status", "data-key": "trial" },
    known && known.lines.length > 0 && h("ul", {}, known.lines.map(l => h("li", { class: l.isBad ? "bad" : "good" }, l.isBad ? "✕ " : "✓ ", h("bdi", {}, l.words), " → ", l.result))),
    known?.isRunning && h("p", { class: "hint" }, t("try.running")), known?.fault && h("p", { class: "bad" }, "✕ ", known.fault));
}
