/** Names of the locks. */
import { box } from "../../api.ts";
import { call } from "../../client.ts";
import { h } from "../../dom.ts";
import { field, FieldError, form, type Values } from "../../form.ts";
import { t } from "../../words.ts";
import { done, section, type Card } from "./card.ts";

export const names: Card = {
  name: "locks", title: "home.locks",
  async open() {},
  draw() {
    const { locks } = box.status!;
    const act = (id: number) => async (v: Values) => {
      const name = v.name!.trim();
      if (!name) {
        throw new FieldError("name", t("people.nameMissing"));
      }
      await call("POST", "/api/locks/" + id, JSON.stringify({ name }));
      await done(t("people.renamed"));
    };
    return locks.length === 0 ? null : section("locks", "home.locks", h("ul", {}, locks.map(lock =>
      h("li", { class: "item", "data-key": "lock" + lock.id }, h("h3", {}, h("bdi", {}, lock.name)),
        h("p", { class: "hint" }, `${t("names.id")} ${lock.lock} · ${lock.connected ? "✓ " + t("home.connected") : "✕ " + t("home.away")}`),
        h("details", {}, h("summary", {}, t("people.rename")),
          form("lock" + lock.id, { "data-of": lock.name }, act(lock.id), field("name", t("people.name"), { value: lock.name, maxlength: 64, autocomplete: "off" }),
            h("button", { type: "submit" }, t("save"))))))));
  },
};
