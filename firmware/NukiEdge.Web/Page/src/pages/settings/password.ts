/** Another password. */
import { ownerName } from "../../access/owner.ts";
import { changePassword, Problem } from "../../client.ts";
import { h } from "../../dom.ts";
import { field, FieldError, form, type Values } from "../../form.ts";
import { t } from "../../words.ts";
import { agreed } from "../enter.ts";
import { done, section, type Card } from "./card.ts";

export const password: Card = {
  name: "password", title: "password.title",
  async open() {},
  draw() {
    const fresh = { type: "password", autocomplete: "new-password", minlength: 10 };
    return section("password", "password.title", h("p", { class: "hint" }, t("password.hint")),
      h("details", { "data-key": "passwordForm" }, h("summary", {}, t("password.save")), form("password", {}, newPassword,
        field("username", t("login.user"), { autocomplete: "username", value: ownerName, readonly: true }),
        field("current", t("password.current"), { type: "password", autocomplete: "current-password" }),
        field("password", t("login.new"), fresh, t("login.length", { n: 10 })), field("again", t("login.again"), fresh),
        h("button", { type: "submit", class: "primary" }, t("password.save")))));
  },
};

async function newPassword(v: Values): Promise<void> {
  const next = agreed(v);
  if (!v.current) {
    throw new FieldError("current", t("login.empty"));
  }
  try {
    await changePassword(v.current, next);
  } catch (e) {
    throw e instanceof Problem && e.status === 401 ? new FieldError("current", t("login.wrong")) : e;
  }
  await done(t("password.saved"));
}
