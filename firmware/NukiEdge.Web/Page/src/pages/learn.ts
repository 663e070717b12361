/** Learn mode: use the code, finger, fob or app now; it is captured, then named. */
import { box, type Captured, type People } from "../api.ts";
import { call, get } from "../client.ts";
import { h } from "../dom.ts";
import { choice, form, inWords, type Values } from "../form.ts";
import { addRule } from "../rules/store.ts";
import { notice, redraw, say } from "../shell.ts";
import { said, t } from "../words.ts";
import { everybody, give, numberWords, people, whoFields } from "./people.ts";

const askMs = 1000;
let seconds = 0;
let captured: Captured[] = [];
let timer = 0;

/** Reads what was captured. While it listens, it asks each second: a door is not waited for. */
export async function learnLive(): Promise<void> {
  const before = captured.length;
  const now = await get<{ seconds: number; captured: Captured[] }>("/api/learn");
  seconds = now.seconds;
  captured = now.captured;
  if (captured.length > before) {
    say(t("learn.got", { what: numberWords(captured.at(-1)!) }));
  }
  clearTimeout(timer);
  if (seconds > 0) {
    timer = window.setTimeout(() => void again(), askMs);
  }
}

async function again(): Promise<void> {
  if (document.querySelector("nav a[data-page=people][aria-current]")) {
    await learnLive().catch(() => {});
    redraw(people);
  }
}

export async function learnAct(verb: string, _: HTMLElement): Promise<void> {
  if (verb === "learn") {
    await call("POST", "/api/learn");
    captured = [];
    await learnLive();
    say(t("learn.now"));
  }
}

export function drawLearn(data: People): HTMLElement {
  return h("section", { class: "card wide", "data-key": "learn" }, h("h2", {}, t("learn.title")),
    h("p", { class: "hint" }, t("learn.hint")),
    seconds > 0 ? h("p", { class: "banner held" }, h("strong", {}, t("learn.now")), " ", t("learn.left", { s: seconds }))
      : h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "learn" }, t("learn.start"))),
    h("ul", {}, captured.map(c => capturedRow(c, data))));
}

function capturedRow(c: Captured, data: People): HTMLElement {
  const whose = data.persons.find(p => p.credentials.some(o => o.lock === c.lock && o.kind === c.kind && o.number === c.number));
  return h("li", { class: "item", "data-key": `got${c.n}-${whose ? whose.id : ""}` }, h("h3", {}, numberWords(c)), h("p", { class: "hint" }, said("source", c.source)),
    whose ? h("p", {}, "✓ ", h("bdi", {}, whose.name))
      : form("learn" + c.n, { "data-of": everybody() }, v => giveScene(v, c, data), ...whoFields(data.persons), sceneChoice(), h("button", { type: "submit", class: "primary" }, t("save"))));
}

/** The third tap: which scene runs when this person comes. */
function sceneChoice(): HTMLElement {
  return choice("scene", t("learn.scene"), [["", t("learn.noScene")], ...(box.status?.scenes ?? []).map(s => [s.name, s.name] as [string, string])]);
}

async function giveScene(v: Values, c: Captured, data: People): Promise<void> {
  const name = v.person === "new" ? v.name!.trim() : data.persons.find(p => String(p.id) === v.person)!.name;
  await give(v, c);
  if (v.scene) {
    try {
      notice(t("learn.rule", { name, rule: await addRule(name, v.scene) }));
    } catch (e) {
      notice(inWords(e), true); // the number is given; only the rule is not made
    }
  }
}
