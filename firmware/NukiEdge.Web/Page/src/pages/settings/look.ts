/** Light or dark. The language stands at the top of each page. */
import { h } from "../../dom.ts";
import { setTheme, theme, type Theme } from "../../theme.ts";
import { t } from "../../words.ts";
import { section, type Card } from "./card.ts";

export const look: Card = {
  name: "look", title: "look.title",
  async open() {},
  draw() {
    const now = theme();
    const button = (value: Theme, word: string) => h("button", { type: "button", "aria-pressed": String(now === value), "data-do": "theme " + value }, word);
    return section("look", "look.title", h("div", { class: "row", role: "group", "aria-label": t("look.title") },
      button("", t("look.system")), button("light", "☀ " + t("look.light")), button("dark", "☾ " + t("look.dark"))),
    h("p", { class: "hint" }, t("look.hint")));
  },
  acts: { theme: argument => setTheme(argument as Theme) },
};
