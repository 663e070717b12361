/** A scene that is being edited: its name and safety, its steps in their order, and which step to add. */
import { h } from "../dom.ts";
import { said, t } from "../words.ts";
import { mostSteps, wrongInScene } from "./checks.ts";
import type { SceneItem } from "./house.ts";
import { box, liveForm, text } from "./liveForm.ts";
import { movers } from "./moving.ts";
import { kindTitle, stepWords } from "./sentence.ts";
import { stepForm } from "./stepForm.ts";
import { store } from "./store.ts";
import { kinds } from "./templates.ts";

export function sceneForm(scene: SceneItem, at: number, changed: () => void, done: () => void): HTMLElement {
  const v = scene.v, sensitive = h("div", { class: "part inside", hidden: !v.sensitive },
    text(v, "freshH", t("scene.freshH"), { inputmode: "numeric" }, t("wrong.number", { min: 1, max: 672 })), box(v, "askFirst", t("scene.askFirst")), h("p", { class: "hint" }, t("scene.askHint")));
  let before = v.name!;
  const followers = store.scenes.filter(s => s.v.name === before).length === 1 ? store.rules.filter(r => r.v.scene === before) : [];
  const live = {
    name: "scene " + scene.key, of: "", v, check: () => wrongInScene(scene, store.scenes), done,
    changed() {
      sensitive.hidden = !v.sensitive;
      followers.filter(r => r.v.scene === before).forEach(r => r.v.scene = v.name!); // a new name: its rules follow
      before = v.name!;
      changed();
    },
  };
  return h("div", { class: "editor" },
    liveForm(live, text(v, "name", t("people.name"), { maxlength: 64 }), box(v, "sensitive", t("scene.sensitive")), h("p", { class: "hint" }, t("scene.sensitiveHint")), sensitive),
    h("h4", {}, t("scene.steps")), h("p", { class: "hint" }, scene.steps.length ? t("scene.stepsHint") : t("scene.noSteps")),
    h("ol", { class: "steps" }, scene.steps.map((_, n) => stepRow(scene, at, n, changed))),
    scene.steps.length < mostSteps() ? adder(at) : h("p", { class: "hint" }, t("wrong.steps", { n: mostSteps() })),
    h("div", { class: "row" }, h("button", { type: "button", "data-do": "done" }, t("rules.done"))));
}

function stepRow(scene: SceneItem, at: number, n: number, changed: () => void): HTMLElement {
  const step = scene.steps[n]!;
  const close = () => {
    store.open = scene.key;
    changed();
    document.querySelector<HTMLElement>(`[data-key="step ${step.key}"] [data-do^=openStep]`)?.focus();
  };
  const words = stepWords(step.v), isOpen = store.open === `${scene.key} ${step.key}`, name = `${n + 1}. ${words}`;
  return h("li", { class: "item", "data-key": "step " + step.key },
    h("div", { class: "head" }, h("h5", {}, h("bdi", {}, name)), h("span", { class: "movers" }, movers(`steps ${at}`, n, scene.steps.length, words))),
    isOpen ? stepForm(step, changed, close) : null,
    h("div", { class: "row" }, !isOpen && step.v.kind !== "other" && h("button", { type: "button", class: "small", "data-do": `openStep ${at} ${n}`, "aria-label": `${t("rules.edit")}: ${name}` }, t("rules.edit")),
      h("button", { type: "button", class: "small", "data-do": `dropStep ${at} ${n}`, "aria-label": `${t("people.forget")}: ${name}` }, t("people.forget"))));
}

/** Choose what, and it is there, to be filled in. */
function adder(at: number): HTMLElement {
  const id = "kind" + at, groups: [string, string[]][] = [["own", ["relay", "wait"]], ["devices", kinds.filter(k => k.title).map(k => k.name)], ["calls", ["http", "mqtt"]]];
  return h("div", { class: "row adder", "data-key": "adder", "data-keep": true }, h("label", { for: id }, t("scene.kind")),
    h("select", { id }, groups.map(([group, names]) => h("optgroup", { label: said("kinds", group) }, names.map(name => h("option", { value: name }, kindTitle({ kind: name })))))),
    h("button", { type: "button", "data-do": `addStep ${at}` }, t("rules.step")));
}
