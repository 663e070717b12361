/** Persons and their numbers: what is new or undecided first, then learn mode, then everybody. */
import { lockName, readStatus, type Credential, type People, type Person } from "../api.ts";
import { call, get } from "../client.ts";
import { h, type Child } from "../dom.ts";
import { choice, field, FieldError, form, type Values } from "../form.ts";
import { load, notice, redraw, type Page } from "../shell.ts";
import { said, t } from "../words.ts";
import { drawLearn, learnAct, learnLive } from "./learn.ts";

let data: People = { undecided: 0, persons: [], nobody: [] };
let search = "";
let armed = "";
const foreseen = new Map<string, string>();

export const people: Page = {
  name: "people", title: "people", icon: "people",
  async open() {
    await readStatus();
    data = await get<People>("/api/persons");
    await learnLive();
  },
  async live(kinds) {
    if (kinds.has("persons") || kinds.has("all")) {
      data = await get<People>("/api/persons");
    }
    await learnLive();
  },
  draw() {
    const undecided = data.persons.filter(p => p.undecided);
    const shown = data.persons.filter(p => p.name.toLowerCase().includes(search.toLowerCase()));
    return [
      (undecided.length + data.nobody.length > 0) && h("section", { class: "card wide", "data-key": "new" }, h("h2", {}, t("people.new")),
        h("p", { class: "hint" }, t("people.newHint")),
        h("ul", {}, undecided.map(undecidedRow), data.nobody.map(nobodyRow))),
      drawLearn(data),
      h("section", { class: "card wide", "data-key": "all" }, h("h2", {}, t("people.all", { n: data.persons.length })),
        data.persons.length > 8 && h("div", { class: "field", "data-key": "search", "data-keep": true },
          h("label", { for: "search" }, t("people.search")), h("input", { id: "search", type: "search", input: find })),
        h("ul", {}, shown.map(personRow)), addPerson()),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument, button) {
    if (verb === "confirm") {
      await change("POST", `/api/persons/${argument}/confirm`, undefined, t("people.confirmed", { name: nameOf(argument) }));
    } else if (verb === "forget" && armed !== argument) {
      armed = argument;
    } else if (verb === "forget") {
      armed = "";
      await change("DELETE", "/api/credentials/" + argument, undefined, t("people.forgotten"));
    } else if (verb === "whatif") {
      const [lock, kind, number] = argument.split("-");
      foreseen.set(argument, (await get<{ text: string }>(`/api/whatif?lock=${lock}&kind=${kind}&number=${number}`)).text);
    } else {
      await learnAct(verb, button);
    }
  },
};

function find(event: Event): void {
  search = (event.target as HTMLInputElement).value;
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

/** Gives a number to a person who is there, or to a new one with the name that was typed. */
export async function give(values: Values, number: { lock: number; kind: string; number: number }): Promise<void> {
  let person = Number(values.person);
  const name = (values.name ?? "").trim();
  if (values.person === "new") {
    if (!name) {
      throw new FieldError("name", t("people.nameMissing"));
    }
    person = (await call("POST", "/api/persons", JSON.stringify({ name }))).json.id as number;
  }
  const given = { lock: number.lock, kind: number.kind, number: number.number, person };
  await change("POST", "/api/credentials", given, t("people.given", { name: values.person === "new" ? name : nameOf(String(person)) }));
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
  const others = data.persons.filter(o => o.id !== p.id).map(o => [String(o.id), o.name] as [string, string]);
  return h("li", { class: "item", "data-key": "undecided" + p.id },
    h("h3", {}, "? ", h("bdi", {}, p.name)),
    h("p", {}, p.credentials.map(numberWords).join(" · ")),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "confirm " + p.id, "aria-label": `${t("people.confirm")}: ${p.name}` }, t("people.confirm"))),
    others.length > 0 && h("details", {}, h("summary", {}, t("people.isReally")),
      form("join" + p.id, { "data-of": others.join("\n") }, v => change("POST", `/api/persons/${p.id}/join`, { into: Number(v.into) }, t("people.joined")),
        choice("into", t("people.isReally"), others), h("button", { type: "submit" }, t("people.join")))),
    rename(p));
}

function rename(p: Person): HTMLElement {
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
    h("details", {}, h("summary", {}, t("people.whose")),
      form("give" + c.id, { "data-of": everybody() }, v => give(v, c), ...whoFields(data.persons), h("button", { type: "submit" }, t("save")))));
}

function personRow(p: Person): HTMLElement {
  return h("li", { class: "item", "data-key": "person" + p.id },
    h("h3", {}, p.undecided && "? ", h("bdi", {}, p.name)),
    h("ul", {}, p.credentials.map(numberRow)),
    p.credentials.length === 0 && h("p", { class: "muted" }, t("people.noNumber")),
    !p.undecided && rename(p));
}

function numberRow(c: Credential): HTMLElement {
  const marks = [c.unconfirmed && t("mark.unconfirmed"), c.doubtful && t("mark.doubtful"), c.disabled && t("mark.disabled")].filter(Boolean);
  const text = numberWords(c);
  return h("li", { "data-key": c.id },
    h("div", { class: "row apart" }, h("span", {}, text, marks.length > 0 && " ⚠ " + marks.join(", ")),
      h("span", { class: "row" },
        h("button", { type: "button", class: "quiet", "data-do": "whatif " + c.id, "aria-label": `${t("people.whatif")} ${text}` }, t("people.whatif")),
        h("button", { type: "button", class: armed === c.id ? "danger" : "quiet", "data-do": "forget " + c.id, "aria-label": `${t(armed === c.id ? "sure" : "people.forget")} ${text}` },
          t(armed === c.id ? "sure" : "people.forget")))),
    foreseen.has(c.id) && h("p", { class: "banner good", role: "status" }, h("bdi", {}, foreseen.get(c.id)!)));
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
