/** The settings: one card each, with a list of them on top. */
import { readStatus } from "../../api.ts";
import { h } from "../../dom.ts";
import type { Page } from "../../shell.ts";
import { t } from "../../words.ts";
import { restart } from "../system.ts";
import { account } from "./account.ts";
import { broker } from "./broker.ts";
import { needsRestart, type Card } from "./card.ts";
import { keys } from "./keys.ts";
import { logins } from "./logins.ts";
import { look } from "./look.ts";
import { names } from "./names.ts";
import { network } from "./network.ts";
import { password } from "./password.ts";
import { relays } from "./relays.ts";
import { zone } from "./zone.ts";

const cards: Card[] = [logins, names, account, relays, broker, network, keys, zone, look, password];
let isSure = false;

export const settings: Page = {
  name: "settings",
  async open() {
    isSure = false;
    await readStatus();
    await Promise.all(cards.map(card => card.open()));
  },
  async live(kinds) {
    await Promise.all(cards.map(card => card.live?.(kinds)));
  },
  close() {
    cards.forEach(card => card.close?.());
  },
  draw() {
    const drawn = cards.map(card => [card, card.draw()] as const).filter(([, node]) => node !== null);
    return [
      needsRestart() && h("section", { class: "card wide", "data-key": "needed", role: "status" }, h("p", { class: "banner held" }, t("restart.needed")),
        h("div", { class: "row" }, h("button", { type: "button", class: isSure ? "danger" : "primary", "data-do": "restart" }, t(isSure ? "restart.sure" : "restart.now")))),
      h("ul", { class: "chips wide", "data-key": "chips", "aria-label": t("settings") }, drawn.map(([card]) => h("li", {}, h("a", { href: "#settings/" + card.name }, t(card.title))))),
      h("div", { class: "columns wide", "data-key": "cards" }, ...drawn.map(([, node]) => node)),
    ].filter(n => n instanceof Node);
  },
  async act(verb, argument) {
    if (verb === "restart" && !isSure) {
      isSure = true;
    } else if (verb === "restart") {
      await restart();
    } else {
      await cards.find(card => card.acts?.[verb])?.acts![verb]!(argument);
    }
  },
};
