/** Scenes and rules: edited in their place, kept while they are typed, saved together without a restart. */
import { box, readStatus } from "../api.ts";
import { Problem } from "../client.ts";
import { h } from "../dom.ts";
import { currentPage, notice, redraw, type Page } from "../shell.ts";
import { t, type Word } from "../words.ts";
import { wrongInRule, wrongInScene, wrongInStep, type Wrong } from "../rules/checks.ts";
import { freeName, fromRule, fromScene, newKey } from "../rules/house.ts";
import { ruleRow, sceneRow, type Acts } from "../rules/lists.ts";
import { showWrong } from "../rules/liveForm.ts";
import { movable, moveTo } from "../rules/moving.ts";
import { placeOf } from "../rules/problems.ts";
import { conflictCard, unsavedBar } from "../rules/saving.ts";
import { discard, isDirty, keep, keepMine, meet, openStore, save, store } from "../rules/store.ts";
import { firstValues, kinds } from "../rules/templates.ts";
import { wrongLogin } from "../rules/stepForm.ts";
import { tryOut } from "../rules/tryOut.ts";

const acts: Acts = {
  armed: "", isDirty: false,
  changed() {
    keep();
    redraw(rules);
  },
  done() {
    close();
    redraw(rules);
  },
};

export const rules: Page = {
  name: "rules",
  async open() {
    movable(moved);
    await readStatus();
    await openStore();
  },
  async live() {
    if (box.status && box.status.revision !== store.revision && !store.theirs) {
      await meet();
    }
  },
  draw() {
    acts.isDirty = isDirty();
    return [
      store.theirs && conflictCard(acts.armed === "theirs"),
      h("ul", { class: "chips wide", "data-key": "chips", "aria-label": t("rules") },
        ([["rules", "rules.rules"], ["scenes", "rules.scenes"]] as const).map(([part, word]) => h("li", {}, h("a", { href: "#rules/" + part }, t(word))))),
      h("section", { class: "card wide", "data-key": "rules" }, head("rules.rules", "add", "rules.add"), h("p", { class: "hint" }, t(store.rules.length ? "rules.first" : "rules.none")),
        h("ol", {}, store.rules.map((r, at) => ruleRow(r, at, acts)))),
      h("section", { class: "card wide", "data-key": "scenes" }, head("rules.scenes", "addScene", "rules.addScene"), store.scenes.length === 0 && h("p", { class: "hint" }, t("rules.noScenes")),
        h("ul", {}, store.scenes.map((s, at) => sceneRow(s, at, acts)))),
      unsavedBar(acts.armed === "discard"),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument) {
    const armed = acts.armed;
    acts.armed = "";
    const [at, n] = argument.split(" ").map(Number) as [number, number];
    await doing[verb]?.(at, n, armed, argument);
    keep();
  },
};

/** The button stands before the list: whoever goes by keyboard need not go through all of it. */
function head(title: Word, verb: string, word: Word): HTMLElement {
  return h("div", { class: "row apart" }, h("h2", { tabindex: -1 }, t(title)), h("button", { type: "button", class: "small", "data-do": verb }, "+ ", t(word)));
}

/** What each button does; "armed" is what was asked "Really?" before. */
const doing: Record<string, (at: number, n: number, armed: string, argument: string) => unknown> = {
  move: (from, to, _, argument) => moveTo(argument.split(" ").slice(2).join(" "), from, to),
  edit: at => show(store.rules[at]!.key, "input"),
  add: () => {
    const name = freeName(`${t("part.rules")} ${store.rules.length + 1}`, store.rules.map(r => ({ name: r.v.name! })));
    insert(store.rules.length, fromRule({ name, who: "known", scene: store.scenes[0]?.v.name ?? "" }));
  },
  copy: at => insert(at + 1, { ...store.rules[at]!.v, name: freeName(store.rules[at]!.v.name!, store.rules.map(r => ({ name: r.v.name! }))) }),
  drop: (at, _, armed) => {
    if (isSure(store.rules[at]!.key, armed)) {
      store.rules.splice(at, 1);
      refocus("[data-do=add]");
    }
  },
  addScene: () => {
    const name = freeName(`${t("part.scenes")} ${store.scenes.length + 1}`, store.scenes.map(s => ({ name: s.v.name! })));
    store.scenes.push(fromScene({ name, steps: [] }));
    show(store.scenes.at(-1)!.key, "input");
  },
  editScene: at => show(store.scenes[at]!.key, "input"),
  dropScene: (at, _, armed) => {
    if (isSure(store.scenes[at]!.key, armed)) {
      store.scenes.splice(at, 1);
      refocus("[data-do=addScene]");
    }
  },
  addStep: at => {
    const scene = store.scenes[at]!, v = firstValues(kinds.find(k => k.name === document.querySelector<HTMLSelectElement>(`#kind${at}`)!.value)!);
    if (v.kind === "relay") {
      v.relay = store.house.relays?.[0]?.name ?? "";
      v.ms = String(Math.min(1000, store.house.relays?.[0]?.longestOnMs ?? 1000));
    }
    scene.steps.push({ key: newKey(), v });
    show(`${scene.key} ${scene.steps.at(-1)!.key}`, "[data-key^='step '] form input, [data-key^='step '] form select");
  },
  openStep: (at, n) => show(`${store.scenes[at]!.key} ${store.scenes[at]!.steps[n]!.key}`, "[data-key^='step '] form input, [data-key^='step '] form select"),
  dropStep: (at, n) => {
    store.scenes[at]!.steps.splice(n, 1);
    refocus(`#kind${at}`);
  },
  done: () => close(),
  toSave: () => document.querySelector<HTMLElement>("[data-do=save]")?.focus(),
  discard: async (_at, _n, armed) => isSure("discard", armed) && discard(),
  theirs: async (_at, _n, armed) => isSure("theirs", armed) && discard(),
  mine: () => {
    keepMine();
    notice(t("conflict.kept"));
  },
  save: () => saveAll(),
  run: async at => {
    if (!isDirty() || await saveAll()) {
      await tryOut(store.scenes[at]!, at, () => currentPage() === rules && redraw(rules));
    }
  },
};

function isSure(what: string, armed: string): boolean {
  acts.armed = armed === what ? "" : what;
  return armed === what;
}

function insert(at: number, v: Record<string, string>): void {
  store.rules.splice(at, 0, { key: newKey(), v });
  show(store.rules[at]!.key, "input");
}

/** Opens an item in its place and goes to its first field. */
function show(open: string, first: string): void {
  store.open = open;
  redraw(rules);
  document.querySelector<HTMLElement>(`[data-key$="${open.split(" ")[0]}"] :is(${first})`)?.focus();
}

/** Closes what is open; the focus goes to the button that opens it again. */
function close(): void {
  const key = store.open.split(" ")[0];
  store.open = "";
  keep();
  refocus(`[data-key$="${key}"] [data-do^=edit]`);
}

function refocus(selector: string): void {
  redraw(rules);
  document.querySelector<HTMLElement>(selector)?.focus();
}

function moved(list: string, from: number, to: number): string | null {
  const [which, at] = list.split(" "), items = which === "rules" ? store.rules : store.scenes[Number(at)]?.steps;
  if (!items?.[from] || !items[to]) {
    return null;
  }
  const [item] = items.splice(from, 1);
  items.splice(to, 0, item!);
  keep();
  return which === "rules" ? item!.v.name! : t("rules.stepName", { n: from + 1 });
}

/** Everything that is wrong is shown before anything is sent; what the box refuses stands at its field too. */
async function saveAll(): Promise<boolean> {
  for (const [open, wrong] of allWrong()) {
    if (wrong.length) {
      reveal(open, wrong);
      throw new Error(t("rules.check"));
    }
  }
  try {
    if (await save()) {
      notice(t("rules.saved"));
      return true;
    }
    refocus("[data-key=conflict] h2");
    return false;
  } catch (e) {
    const place = e instanceof Problem && e.status === 400 ? placeOf(e) : null;
    if (!place) {
      throw e;
    }
    reveal(place.open, [place.wrong]);
    throw new Error(t("rules.check"));
  }
}

function allWrong(): [string, Wrong[]][] {
  return [
    ...store.rules.map(r => [r.key, wrongInRule(r.v, store.rules, store.house, store.scenes)] as [string, Wrong[]]),
    ...store.scenes.flatMap(s => [[s.key, wrongInScene(s, store.scenes)], ...s.steps.map(step => [`${s.key} ${step.key}`, [...wrongInStep(step.v, store.house), ...wrongLogin(step)]])] as [string, Wrong[]][]),
  ];
}

function reveal(open: string, wrong: Wrong[]): void {
  show(open, "input");
  const name = open.split(" "), form = document.querySelector(name[1] ? `form[data-name="step ${name[1]}"]` : `form[data-name$="${name[0]}"]`);
  if (form) {
    showWrong(form, wrong);
  }
}

