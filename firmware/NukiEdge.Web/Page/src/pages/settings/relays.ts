/** Relays: name, longest time, pin. Saved with the whole house; counts after a restart. */
import { call, Problem } from "../../client.ts";
import { draft } from "../../drafts.ts";
import { h } from "../../dom.ts";
import { choice, clearErrors, field, FieldError, form, valuesOf, type Values } from "../../form.ts";
import { length } from "../../format.ts";
import { said, t } from "../../words.ts";
import { readHouse, type House, type HouseRelay } from "../../house.ts";
import { done, ifThere, savedForLater, section, type Card } from "./card.ts";

interface Pin { pin: number; fit: boolean; why: string; use: string | null }

const typed = "input:not([type=hidden])";
const usualMs = 3600000, longestMs = 86400000; // house-file.md, relays
let house: House = {};
let revision = "";
let board = "";
let pins: Pin[] = [];
let formOf = "";

export const relays: Card = {
  name: "relays", title: "relays.title",
  async open() {
    ({ house, revision } = await readHouse());
    const answer = await ifThere<{ board: string; pins: Pin[] }>("/api/pins");
    board = answer?.board ?? "";
    pins = answer?.pins ?? [];
    formOf = JSON.stringify([house.relays, pins]);
  },
  draw() {
    const list = h("ol", { class: "relays" });
    const count = h("input", { type: "hidden", name: "rows" });
    const made = form("relays", { "data-of": formOf }, save, count, h("input", { type: "hidden", name: "revision", value: revision }), list,
      h("div", { class: "row" }, h("button", { type: "button", click: () => set([...now(valuesOf(made)), { name: "", was: "", seconds: "1", pin: "" }]) }, t("relays.add")),
        h("button", { type: "submit", class: "primary" }, t("save"))), h("p", { class: "hint" }, t("restart.later")));
    const set = (rows: Row[], isNew = true) => {
      count.value = String(rows.length);
      list.replaceChildren(...rows.map((row, at) => relayRow(row, at, () => {
        set(now(valuesOf(made)).filter((_, i) => i !== at));
        (list.querySelector<HTMLElement>(typed) ?? made.querySelector<HTMLElement>("button"))?.focus();
      })));
      if (isNew) {
        made.dispatchEvent(new Event("input")); // keeps the draft
        list.querySelector<HTMLElement>("li:last-child " + typed)?.focus();
      }
    };
    const kept = draft("relays");
    set(kept ? now(kept) : (house.relays ?? []).map(r => ({ name: r.name, was: r.name, seconds: String((r.longestOnMs ?? usualMs) / 1000), pin: r.pin === undefined ? "" : String(r.pin) })), false);
    made.addEventListener("change", event => check(made, event.target as HTMLInputElement));
    return section("relays", "relays.title", h("p", { class: "hint" }, t("relays.hint", { board: board || "?" })),
      h("ul", {}, (house.relays ?? []).map(r => h("li", {}, h("strong", {}, h("bdi", {}, r.name)), " ",
        h("span", { class: "hint" }, t("home.longest", { time: length(r.longestOnMs ?? usualMs) }) + (r.pin === undefined ? "" : ` · GPIO ${r.pin}`))))),
      h("details", { "data-key": "relaysForm", open: kept !== null }, h("summary", {}, t("relays.change")), made));
  },
};

interface Row { name: string; was: string; seconds: string; pin: string }

function now(v: Values): Row[] {
  return Array.from({ length: Number(v.rows) || 0 }, (_, i) => ({ name: v["name." + i] ?? "", was: v["was." + i] ?? "", seconds: v["seconds." + i] ?? "", pin: v["pin." + i] ?? "" }));
}

function relayRow(row: Row, at: number, remove: () => void): HTMLElement {
  const options: [string, string][] = [["", t("relays.own")], ...pins.map(p => [String(p.pin), pinWords(p)] as [string, string])];
  if (row.pin && !pins.some(p => String(p.pin) === row.pin)) {
    options.push([row.pin, "GPIO " + row.pin]);
  }
  return h("li", { class: "item" }, h("fieldset", {}, h("legend", {}, t("relays.one", { n: at + 1 })), h("input", { type: "hidden", name: "was." + at, value: row.was }),
    field("name." + at, t("people.name"), { value: row.name, maxlength: 64, autocomplete: "off" }),
    field("seconds." + at, t("relays.longest"), { value: row.seconds, type: "number", min: "0.001", step: "any", max: longestMs / 1000, inputmode: "decimal" }),
    choice("pin." + at, t("relays.pin"), options, row.pin),
    h("div", { class: "row" }, h("button", { type: "button", class: "quiet", "aria-label": `${t("people.forget")}: ${row.name || t("relays.one", { n: at + 1 })}`, click: remove }, t("people.forget")))));
}

function pinWords(p: Pin): string {
  const use = p.use?.replace(/^relay (\d+)$/, (_, n: string) => t("relays.one", { n: Number(n) + 1 }));
  return `GPIO ${p.pin}${p.fit ? use ? " – " + use : "" : " – ✕ " + said("pin", p.why)}`;
}

/** Says at once why a pin will not do. */
function check(made: HTMLFormElement, input: HTMLInputElement): void {
  if (input.name.startsWith("pin.")) {
    const place = input.closest("[data-field]")!, error = place.querySelector<HTMLElement>(".error")!;
    clearErrors(place);
    error.textContent = conflict(now(valuesOf(made)), Number(input.name.slice(4)));
    error.hidden = !error.textContent;
    if (!error.hidden) {
      input.setAttribute("aria-invalid", "true");
    }
  }
}

/** Why the pin of this row cannot be; "" where it can. */
function conflict(rows: Row[], at: number): string {
  const mine = rows[at]!.pin, pin = pins.find(p => String(p.pin) === mine);
  const other = rows.findIndex((r, i) => i !== at && mine !== "" && r.pin === mine);
  const isOther = pin?.use != null && !/^relay /.test(pin.use);
  return other >= 0 ? t("relays.twice", { pin: mine, name: rows[other]!.name || t("relays.one", { n: other + 1 }) })
    : pin && (!pin.fit || isOther) ? t("relays.unfit", { pin: mine, why: said("pin", pin.fit ? "taken" : pin.why) }) : "";
}

function wanted(v: Values): { rows: Row[]; list: HouseRelay[] } {
  const rows = now(v);
  const list = rows.map((row, at) => {
    const name = row.name.trim(), ms = Math.round(Number(row.seconds) * 1000), why = conflict(rows, at);
    if (!name || rows.some((r, i) => i < at && r.name.trim() === name)) {
      throw new FieldError("name." + at, t(name ? "rules.taken" : "people.nameMissing"));
    }
    if (!(ms >= 1 && ms <= longestMs)) {
      throw new FieldError("seconds." + at, t("relays.longestForm"));
    }
    if (why) {
      throw new FieldError("pin." + at, why);
    }
    return { name, longestOnMs: ms, ...(row.pin ? { pin: Number(row.pin) } : {}) };
  });
  return { rows, list };
}

/** Scenes name their relay: they follow a new name, and hold a relay that they use. */
function followed(old: House, rows: Row[], list: HouseRelay[]): House {
  const renamed = new Map(rows.map((row, at) => [row.was, list[at]!.name]));
  const scenes = (old.scenes ?? []).map(scene => ({
    ...scene, steps: scene.steps.map(step => {
      if (typeof step.relay !== "string") {
        return step;
      }
      if (!renamed.has(step.relay)) {
        throw new Error(t("relays.used", { relay: step.relay, scene: scene.name }));
      }
      return { ...step, relay: renamed.get(step.relay) };
    }),
  }));
  return { ...old, relays: list, ...(old.scenes ? { scenes } : {}) };
}

async function save(v: Values, made: HTMLFormElement): Promise<void> {
  const { rows, list } = wanted(v);
  try {
    await call("PUT", "/api/house?revision=" + encodeURIComponent(v.revision!), JSON.stringify(followed(house, rows, list)));
  } catch (e) {
    if (e instanceof Problem && e.status === 412) {
      ({ house, revision } = await readHouse()); // what was typed stays, and counts when it is saved once more
      made.querySelector<HTMLInputElement>("[name=revision]")!.value = revision;
      throw new Error(t("relays.changed"));
    }
    throw e instanceof Problem && e.status === 400 ? inPlace(e) : e;
  }
  savedForLater();
  await done(t("saved"));
}

/** "relays[1].pin" stands at the pin of the second relay. */
function inPlace(e: Problem): Error {
  const [, at, name] = /^relays\[(\d+)\]\.(\w+)/.exec(e.field) ?? [];
  const words = [e.field, e.detail].filter(Boolean).join(": ");
  return at ? new FieldError(`${name === "longestOnMs" ? "seconds" : name}.${at}`, words) : new Error(words);
}
