/** What is not saved yet and the one button that saves it; and what somebody else saved meanwhile. */
import { h, type Child } from "../dom.ts";
import { differences, type Difference } from "../pages/differences.ts";
import { t, type Word } from "../words.ts";
import { fromRule, fromScene, usual, type Parts } from "./house.ts";
import { ruleSentence, stepWords } from "./sentence.ts";
import { changes, mine, passwords, store } from "./store.ts";

/** Stays in view while something is not saved; else one quiet line. */
export function unsavedBar(isArmed: boolean): HTMLElement {
  const list = changes(), n = list.length + passwords.size;
  if (n === 0) {
    return h("p", { class: "wide hint clean", "data-key": "unsaved" }, "✓ ", t("rules.clean"));
  }
  return h("section", { class: "card wide unsaved", "data-key": "unsaved", "aria-label": t("rules.unsaved", { n }) },
    h("details", {}, h("summary", {}, h("strong", {}, t("rules.unsaved", { n }))),
      h("ul", {}, list.map(d => h("li", {}, `${d.sign} ${word(d)}: `, h("bdi", {}, d.name))), [...passwords].map(() => h("li", {}, "≠ ", t("login.password"))))),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary small", "data-do": "save", "aria-disabled": store.theirs !== null && "true", "aria-describedby": "saveHint" }, t("rules.save")),
      h("button", { type: "button", class: isArmed ? "small danger" : "small", "data-do": "discard" }, t(isArmed ? "rules.discardSure" : "rules.undo"))),
    h("p", { class: store.theirs ? "hint" : "hint calm", id: "saveHint" }, t(store.theirs ? "conflict.first" : "rules.saveHint")));
}

function word(d: Difference): string {
  return t(`part.${d.part}` as Word);
}

/** Both are shown side by side; nothing is lost before the owner says so. */
export function conflictCard(isArmed: boolean): HTMLElement {
  const theirs = usual(store.theirs!.house), ours = mine(), all = differences(theirs as never, ours as never);
  return h("section", { class: "card wide conflict", "data-key": "conflict" },
    h("div", { role: "alert" }, h("h2", { tabindex: -1 }, "⚠ ", t("conflict.title")), h("p", {}, t("conflict.hint"))),
    h("ul", {}, all.map(d => h("li", { class: "item" }, h("h3", {}, `${word(d)}: `, h("bdi", {}, d.name)),
      h("dl", { class: "facts" }, h("dt", {}, t("conflict.theirs")), h("dd", {}, inParts(theirs, d)), h("dt", {}, t("conflict.mine")), h("dd", {}, inParts(ours, d)))))),
    h("div", { class: "row" }, h("button", { type: "button", "data-do": "mine", class: "primary" }, t("conflict.keep")),
      h("button", { type: "button", "data-do": "theirs", class: isArmed ? "danger" : "" }, t(isArmed ? "conflict.sure" : "conflict.load"))));
}

/** A rule's sentence, a scene's steps; the order of all where only that is another. */
function inParts(parts: Parts, d: Difference): Child {
  const rule = d.part === "rules" && parts.rules.find(r => r.name === d.name), scene = d.part === "scenes" && parts.scenes.find(s => s.name === d.name);
  if (rule) {
    return h("bdi", {}, ruleSentence(fromRule(rule)));
  }
  if (scene) {
    return h("bdi", {}, fromScene(scene).steps.map(s => stepWords(s.v)).join(" · ") || t("scene.noSteps"));
  }
  const names = (d.part === "rules" ? parts.rules : parts.scenes).map(x => x.name);
  return d.sign === "≠" ? h("bdi", {}, names.join(", ")) : t("conflict.none");
}
