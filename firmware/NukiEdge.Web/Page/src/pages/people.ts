/** Persons and their numbers: what is new or undecided first, then learn mode, then everybody. */
import { box, lockName, readStatus, type Credential, type LogRecord, type People, type Person } from "../api.ts";
import { call, get } from "../client.ts";
import { h, type Child } from "../dom.ts";
import { choice, field, FieldError, form, type Values } from "../form.ts";
import { load, notice, redraw, say, type Page } from "../shell.ts";
import { said, t, type Word } from "../words.ts";
import { readHouse, type House } from "../house.ts";
import { drawLearn, learnAct, learnLive } from "./learn.ts";
import { closePanel, drawPanel, isPanelOpen, panelAct } from "./panel.ts";
import { closePersons, forgetRow, personAct, personRow, readUses } from "./person.ts";
import { joinForm } from "./join.ts";

const pageful = 40, newShown = 8;
const filters: [string, Word][] = [["", "people.filterAll"], ["undecided", "people.filterNew"], ["doubtful", "mark.doubtful"], ["disabled", "mark.disabled"], ["none", "people.filterNone"]];
let data: People = { undecided: 0, persons: [], nobody: [] };
let house: House = {};
let revision = "";
let isRead = false;
let search = "", filter = "";
let isAll = false, isAllNew = false;
const chosen = new Set<number>();
let sure = "";

export const people: Page = {
  name: "people",
  async open() {
    await readStatus();
    data = await get<People>("/api/persons");
    if (revision !== box.status!.revision) {
      ({ house, revision } = await readHouse());
    }
    if (!isRead) {
      readUses((await call("GET", "/api/log.json")).json as LogRecord[]);
      isRead = true;
    }
    await learnLive();
  },
  async live(kinds) {
    if (kinds.has("persons") || kinds.has("all")) {
      data = await get<People>("/api/persons");
    }
    await learnLive();
  },
  close() {
    closePersons();
    closePanel();
    chosen.clear();
    sure = search = filter = "";
    isAll = isAllNew = isRead = false;
  },
  draw() {
    if (isPanelOpen()) {
      return [drawPanel(data, house)];
    }
    const undecided = data.persons.filter(p => p.undecided), first = isAllNew ? undecided : undecided.slice(0, newShown);
    return [
      (undecided.length + data.nobody.length > 0) && h("section", { class: "card wide", "data-key": "new" }, h("h2", {}, t("people.new")),
        h("p", { class: "hint" }, t("people.newHint")),
        h("ul", {}, first.map(undecidedRow), data.nobody.map(nobodyRow)),
        first.length < undecided.length && h("div", { class: "row" }, h("button", { type: "button", "data-do": "moreNew" }, t("people.more", { n: undecided.length })))),
      drawLearn(data),
      everyone(),
      h("section", { class: "card wide", "data-key": "panel" }, h("h2", { tabindex: -1 }, t("panel.title")), h("p", { class: "hint" }, t("panel.hint")),
        h("div", { class: "row" }, h("button", { type: "button", "data-do": "panel" }, t("panel.begin")))),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument, button) {
    if (verb === "confirm") {
      await change("POST", `/api/persons/${argument}/confirm`, undefined, t("people.confirmed", { name: nameOf(argument) }));
    } else if (verb === "more") {
      isAll = true;
    } else if (verb === "moreNew") {
      isAllNew = true;
    } else if (verb === "choose") {
      const id = Number(argument);
      chosen.delete(id) || chosen.add(id);
      sure = "";
    } else if (verb === "chooseAll") {
      shown().forEach(p => chosen.add(p.id));
    } else if (verb === "chooseNone") {
      chosen.clear();
    } else if (verb === "confirmAll" || verb === "forgetAll") {
      await bulk(verb);
    } else if (!await personAct(verb, argument, data) && !await panelAct(verb, argument)) {
      await learnAct(verb, button);
    }
  },
};

/** Whom search and filter leave. */
function shown(): Person[] {
  const wanted = search.trim().toLowerCase();
  const fits: Record<string, (p: Person) => boolean> = {
    undecided: p => p.undecided, none: p => p.credentials.length === 0, doubtful: p => p.credentials.some(c => c.doubtful), disabled: p => p.credentials.some(c => c.disabled),
  };
  return data.persons.filter(p => (fits[filter]?.(p) ?? true) && (p.name.toLowerCase().includes(wanted) || p.credentials.some(c => numberWords(c).toLowerCase().includes(wanted))));
}

function everyone(): HTMLElement {
  const all = shown(), some = isAll ? all : all.slice(0, pageful);
  const search = h("div", { class: "finder", "data-key": "search", "data-keep": true },
    h("div", { class: "field" }, h("label", { for: "search" }, t("people.search")), h("input", { id: "search", type: "search", input: find })),
    h("div", { class: "field" }, h("label", { for: "filter" }, t("log.kind")), h("select", { id: "filter", change: sift }, filters.map(([key, word]) => h("option", { value: key }, t(word))))));
  return h("section", { class: "card wide", "data-key": "all" }, h("h2", {}, t("people.all", { n: data.persons.length })),
    data.persons.length > 8 && search,
    data.persons.length > 8 && h("p", { class: "hint", role: "status" }, t("people.shown", { n: some.length, all: data.persons.length })),
    chosen.size > 0 && bulkBar(),
    h("ul", { class: "persons" }, some.map(p => personRow(p, data, house, chosen.has(p.id)))),
    some.length < all.length && h("div", { class: "row" }, h("button", { type: "button", "data-do": "more" }, t("people.more", { n: all.length }))),
    addPerson());
}

function bulkBar(): HTMLElement {
  const button = (verb: string, word: Word) => h("button", { type: "button", class: sure === verb ? "danger" : "", "data-do": verb }, t(sure === verb ? "sure" : word));
  return h("div", { class: "bulk", "data-key": "bulk", role: "group", "aria-label": t("people.chosen", { n: chosen.size }) },
    h("strong", { role: "status" }, t("people.chosen", { n: chosen.size })),
    h("div", { class: "row" }, h("button", { type: "button", "data-do": "confirmAll" }, t("people.confirm")), button("forgetAll", "people.dropNumbers"),
      h("button", { type: "button", class: "quiet", "data-do": "chooseAll" }, t("people.chooseAll")), h("button", { type: "button", class: "quiet", "data-do": "chooseNone" }, t("people.chooseNone"))));
}

/** One thing for all who are chosen, one request after the other. */
async function bulk(verb: string): Promise<void> {
  if (verb === "forgetAll" && sure !== verb) {
    sure = verb;
    return;
  }
  sure = "";
  const them = data.persons.filter(p => chosen.has(p.id));
  for (const [at, p] of them.entries()) {
    say(`${at + 1} / ${them.length}`);
    if (verb === "confirmAll") {
      await call("POST", `/api/persons/${p.id}/confirm`);
    } else {
      await dropNumbers(p);
    }
  }
  chosen.clear();
  await load(people);
  notice(verb === "confirmAll" ? t("people.confirmedAll", { n: them.length }) : t("people.forgotten"));
}

export async function dropNumbers(p: Person): Promise<void> {
  for (const c of p.credentials) {
    await call("DELETE", "/api/credentials/" + c.id);
  }
}

function find(event: Event): void {
  search = (event.target as HTMLInputElement).value;
  redraw(people);
}

function sift(event: Event): void {
  filter = (event.target as HTMLSelectElement).value;
  redraw(people);
}

function nameOf(id: string): string {
  return data.persons.find(p => String(p.id) === id)?.name ?? "";
}

/** Changes something, reads again, and says what was done. */
export async function change(method: string, target: string, body: unknown, done: string): Promise<void> {
  await call(method, target, body === undefined ? undefined : JSON.stringify(body));
  await load(people);
  notice(done);
}

/** The person of the fields below: one who is there, or a new one with the name that was typed. */
export async function personOf(values: Values): Promise<{ id: number; name: string }> {
  if (values.person !== "new") {
    return { id: Number(values.person), name: nameOf(values.person!) };
  }
  const name = (values.name ?? "").trim();
  if (!name) {
    throw new FieldError("name", t("people.nameMissing"));
  }
  return { id: (await call("POST", "/api/persons", JSON.stringify({ name }))).json.id as number, name };
}

/** Gives a number to a person who is there, or to a new one with the name that was typed. */
export async function give(values: Values, number: { lock: number; kind: string; number: number }): Promise<void> {
  const person = await personOf(values);
  const given = { lock: number.lock, kind: number.kind, number: number.number, person: person.id };
  await change("POST", "/api/credentials", given, t("people.given", { name: person.name }));
}

/** Who it is: somebody who is there, or a new name. */
export function whoFields(all: Person[]): Child[] {
  const options: [string, string][] = [["new", t("people.newName")], ...all.map(p => [String(p.id), p.name] as [string, string])];
  return [choice("person", t("people.who"), options, "new"), field("name", t("people.name"), { maxlength: 64, autocomplete: "off" }, t("people.nameHint"))];
}

/** Changes when the choice of persons does. */
export function everybody(): string {
  return data.persons.map(p => `${p.id} ${p.name}`).join("\n");
}

/** "Code 17, Front door" */
export function numberWords(c: { lock: number; kind: string; number: number; type?: string | null }): string {
  return `${said("kind", c.kind === "auth" && c.type ? c.type : c.kind)} ${c.number}, ${lockName(c.lock)}`;
}

function undecidedRow(p: Person): HTMLElement {
  return h("li", { class: "item", "data-key": "undecided" + p.id },
    h("h3", {}, "? ", h("bdi", {}, p.name)),
    h("p", {}, p.credentials.map(numberWords).join(" · ")),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "confirm " + p.id, "aria-label": `${t("people.confirm")}: ${p.name}` }, t("people.confirm"))),
    data.persons.length > 1 && h("details", {}, h("summary", {}, t("people.isReally")), joinForm("isReally", p, data.persons, house)),
    rename(p));
}

export function rename(p: Person): HTMLElement {
  const act = (v: Values) => {
    if (!v.name!.trim()) {
      throw new FieldError("name", t("people.nameMissing"));
    }
    return change("POST", "/api/persons/" + p.id, { name: v.name!.trim() }, t("people.renamed"));
  };
  return h("details", {}, h("summary", {}, t("people.rename")),
    form("rename" + p.id, {}, async v => act(v), field("name", t("people.name"), { value: p.name, maxlength: 64, autocomplete: "off" }),
      h("button", { type: "submit" }, t("save"))));
}

function nobodyRow(c: Credential): HTMLElement {
  return h("li", { class: "item", "data-key": "nobody" + c.id }, h("h3", {}, "? ", numberWords(c)), h("p", { class: "hint" }, t("people.nobodys")),
    h("div", { class: "row apart" }, h("details", {}, h("summary", {}, t("people.whose")),
      form("give" + c.id, { "data-of": everybody() }, v => give(v, c), ...whoFields(data.persons), h("button", { type: "submit" }, t("save")))), forgetRow(c.id, numberWords(c))));
}

function addPerson(): HTMLElement {
  const act = async (v: Values) => {
    if (!v.name!.trim()) {
      throw new FieldError("name", t("people.nameMissing"));
    }
    await change("POST", "/api/persons", { name: v.name!.trim() }, t("people.added"));
  };
  return h("details", { "data-key": "add" }, h("summary", {}, t("people.add")),
    form("person", {}, act, field("name", t("people.name"), { maxlength: 64, autocomplete: "off" }), h("button", { type: "submit" }, t("people.add"))));
}
