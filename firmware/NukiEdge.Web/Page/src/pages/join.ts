/** All numbers of one person go to another one; what that changes is said before. */
import type { Person } from "../api.ts";
import { h } from "../dom.ts";
import { choice, form } from "../form.ts";
import { t } from "../words.ts";
import type { House } from "../house.ts";
import { change, numberWords } from "./people.ts";

export function joinForm(name: string, from: Person, all: Person[], house: House): HTMLElement {
  const others = all.filter(o => o.id !== from.id);
  const preview = h("div", { class: "preview", role: "status" });
  const made = form(name + from.id, { "data-of": others.map(o => o.name).join("\n") },
    v => change("POST", `/api/persons/${from.id}/join`, { into: Number(v.into) }, t("people.joined")),
    choice("into", t("people.who"), others.map(o => [String(o.id), o.name] as [string, string])), preview, h("button", { type: "submit", disabled: from.credentials.length === 0 }, t("people.join")));
  const look = () => preview.replaceChildren(...changes(from, others.find(o => String(o.id) === made.querySelector("select")!.value), house));
  made.addEventListener("change", look);
  look();
  return made;
}

function changes(from: Person, into: Person | undefined, house: House): Node[] {
  if (!into) {
    return [];
  }
  const rules = (house.rules ?? []).filter(r => typeof r.who === "object" && r.who.person === from.name).map(r => r.name);
  return [
    h("p", {}, t("join.go", { from: from.name, into: into.name })),
    h("ul", {}, from.credentials.map(c => h("li", {}, "+ ", h("bdi", {}, numberWords(c))))),
    h("p", { class: "hint" }, t("join.after", { from: from.name, into: into.name, n: into.credentials.length + from.credentials.length })),
    ...(rules.length > 0 ? [h("p", { class: "banner held" }, "⚠ ", t("join.rules", { from: from.name, rules: rules.join(", ") }))] : []),
  ];
}
