/** One person in the list: numbers, when they were used, what would happen, and what can be done. */
import { lockName, type Credential, type LogRecord, type People, type Person } from "../api.ts";
import { get } from "../client.ts";
import { h, type Child } from "../dom.ts";
import { decision, sceneWords } from "../events.ts";
import { ago } from "../format.ts";
import { load, notice } from "../shell.ts";
import { language, said, t } from "../words.ts";
import { verdictTag } from "./home.ts";
import type { House, HouseCredential } from "../house.ts";
import { joinForm } from "./join.ts";
import { change, dropNumbers, numberWords, people, rename } from "./people.ts";

/** The parts of a visit that did not happen. */
type Foreseen = LogRecord;

const foreseen = new Map<string, Foreseen>();
const uses = new Map<string, number>();
let opened = -1;
let armed = "";

export function closePersons(): void {
  foreseen.clear();
  opened = -1;
  armed = "";
}

/** When each number was used last, as far as the log in memory goes back. */
export function readUses(records: LogRecord[]): void {
  uses.clear();
  for (const r of records.filter(r => r.kind === "event" && r.at != null)) {
    const kind = / by fingerprint$/.test(r.what ?? "") ? "fingerprint" : "code";
    uses.set(r.code ? `${r.lock}-${kind}-${r.code}` : `${r.lock}-auth-${r.auth}`, r.at!);
  }
}

/** Does what a button of a person says; false where the button is somebody else's. */
export async function personAct(verb: string, argument: string, data: People): Promise<boolean> {
  const person = data.persons.find(p => String(p.id) === argument);
  if (verb === "open") {
    opened = opened === Number(argument) ? -1 : Number(argument);
    armed = "";
  } else if ((verb === "forget" || verb === "empty") && armed !== `${verb} ${argument}`) {
    armed = `${verb} ${argument}`;
  } else if (verb === "forget") {
    armed = "";
    await change("DELETE", "/api/credentials/" + argument, undefined, t("people.forgotten"));
  } else if (verb === "empty" && person) {
    armed = "";
    await dropNumbers(person);
    await load(people);
    notice(t("people.forgotten"));
  } else if (verb === "whatif" && person) {
    for (const c of person.credentials) {
      foreseen.set(c.id, await get<Foreseen>(`/api/whatif?lock=${c.lock}&kind=${c.kind}&number=${c.number}`));
    }
  } else {
    return false;
  }
  return true;
}

export function personRow(p: Person, data: People, house: House, isChosen: boolean): HTMLElement {
  const isOpen = opened === p.id;
  const marks = [p.credentials.some(c => c.unconfirmed) && t("mark.unconfirmed"), p.credentials.some(c => c.doubtful) && t("mark.doubtful")].filter(Boolean);
  return h("li", { class: "item person", "data-key": "person" + p.id },
    h("div", { class: "row apart" },
      h("button", { type: "button", class: "pick", role: "checkbox", "aria-checked": String(isChosen), "data-do": "choose " + p.id, "aria-label": t("people.choose", { name: p.name }) }),
      h("div", { class: "grow" }, h("h3", {}, p.undecided && "? ", h("bdi", {}, p.name)),
        h("p", { class: "hint" }, p.credentials.length === 0 ? t("people.noNumber") : p.credentials.map(c => said("kind", c.kind === "auth" && c.type ? c.type : c.kind)).join(" · "),
          marks.length > 0 && " ⚠ " + marks.join(", "), lastUse(p.credentials))),
      h("button", { type: "button", class: "quiet", "aria-expanded": String(isOpen), "data-do": "open " + p.id, "aria-label": `${t(isOpen ? "people.close" : "people.open")}: ${p.name}` }, t(isOpen ? "people.close" : "people.open"))),
    isOpen && details(p, data, house));
}

function lastUse(all: Credential[]): Child {
  const last = Math.max(...all.map(c => uses.get(c.id) ?? 0));
  return last > 0 && " · " + t("people.used", { when: ago(Date.now() - last * 1000) });
}

function details(p: Person, data: People, house: House): HTMLElement {
  const isSure = armed === "empty " + p.id;
  return h("div", { class: "inside", "data-key": "inside" }, h("ul", {}, p.credentials.map(c => numberRow(c, p, house))),
    p.credentials.length > 0 && h("div", { class: "row" },
      h("button", { type: "button", "data-do": "whatif " + p.id }, t("people.whatifName", { name: p.name })),
      h("button", { type: "button", class: isSure ? "danger" : "quiet", "data-do": "empty " + p.id }, t(isSure ? "sure" : "people.dropNumbers"))),
    rename(p),
    data.persons.length > 1 && h("details", {}, h("summary", {}, t("people.joinWith")), joinForm("join", p, data.persons, house)));
}

/** The button that forgets a number, pressed twice. */
export function forgetRow(id: string, text: string): HTMLElement {
  const isSure = armed === "forget " + id;
  return h("button", { type: "button", class: isSure ? "danger" : "quiet", "data-do": "forget " + id, "aria-label": `${t(isSure ? "sure" : "people.forget")} ${text}` }, t(isSure ? "sure" : "people.forget"));
}

function numberRow(c: Credential, p: Person, house: House): HTMLElement {
  const marks = [c.unconfirmed && t("mark.unconfirmed"), c.doubtful && t("mark.doubtful"), c.disabled && t("mark.disabled")].filter(Boolean);
  const text = numberWords(c), when = validity(c, p, house), next = foreseen.get(c.id);
  return h("li", { "data-key": c.id },
    h("div", { class: "row apart" }, h("span", { class: "grow" }, h("bdi", {}, text), marks.length > 0 && " ⚠ " + marks.join(", ")), forgetRow(c.id, text)),
    when && h("p", { class: "hint" }, when),
    next && h("p", { class: "foreseen", role: "status" }, verdictTag({ n: 0, kind: "event", verdict: next.verdict }), " ", foreseenWords(next)));
}

/** What would happen, and why. */
function foreseenWords(f: Foreseen): Child[] {
  const text = f.verdict === "ran" ? t("whatif.ran", { scene: sceneWords(f) }) : f.verdict === "held" ? t("whatif.held") : f.verdict === "no rule" ? t("whatif.none") : t("whatif.ignored");
  return [h("bdi", {}, text), f.verdict !== "no rule" && [" ", h("bdi", { class: "detail" }, decision(f))]];
}

/** From when until when it counts, as the house says; "" where it has no limits. */
function validity(c: Credential, p: Person, house: House): string {
  const all = (house.persons ?? []).find(o => o.name === p.name)?.credentials ?? [];
  const mine: HouseCredential | undefined = all.find(o => o.lock === lockName(c.lock) && o[c.kind] === c.number);
  const day = (text: string) => new Date(text).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
  return [
    mine?.validFrom && t("valid.from", { when: day(mine.validFrom) }), mine?.validUntil && t("valid.until", { when: day(mine.validUntil) }),
    mine?.weekdays && mine.weekdays.map(d => said("day", d)).join(", "), mine?.from && mine.until && `${mine.from}–${mine.until}`,
  ].filter(Boolean).join(" · ");
}
