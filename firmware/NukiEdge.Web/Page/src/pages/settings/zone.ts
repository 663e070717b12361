/** The owner's time zone. */
import { call } from "../../client.ts";
import { h } from "../../dom.ts";
import { area, choice, FieldError, form, placed, type Values } from "../../form.ts";
import { t } from "../../words.ts";
import { settingsNow } from "./account.ts";
import { done, section, type Card } from "./card.ts";

// POSIX TZ strings of the IANA time zone database, 2025b.
const central = "CET-1CEST,M3.5.0,M10.5.0/3";
const zones: [string, string][] = [
  ["Europe/Amsterdam", central], ["Europe/Berlin", central], ["Europe/Brussels", central], ["Europe/Madrid", central], ["Europe/Paris", central],
  ["Europe/Rome", central], ["Europe/Vienna", central], ["Europe/Zurich", central], ["Europe/London", "GMT0BST,M3.5.0/1,M10.5.0"],
  ["Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"], ["Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0"], ["Europe/Athens", "EET-2EEST,M3.5.0/3,M10.5.0/4"], ["UTC", "UTC0"],
];

export const zone: Card = {
  name: "zone", title: "zone.title",
  async open() {}, // the account reads all settings
  draw() {
    const now = settingsNow().timeZone;
    const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const found = zones.find(([name, tz]) => tz === now && name === mine) ?? zones.find(([, tz]) => tz === now);
    const act = async (v: Values) => {
      const tz = v.zone === "own" ? v.own!.trim() : zones.find(([name]) => name === v.zone)![1];
      if (!tz) {
        throw new FieldError("own", t("zone.missing"));
      }
      await placed(call("PUT", "/api/settings", JSON.stringify({ timeZone: tz })), { timeZone: "own" });
      await done(t("saved"));
    };
    const options: [string, string][] = [...zones.map(([name]) => [name, name.replace("Europe/", "")] as [string, string]), ["own", t("zone.own")]];
    return section("zone", "zone.title", h("p", { class: "hint" }, t("zone.hint")),
      form("zone", {}, act, choice("zone", t("zone.choose"), options, found?.[0] ?? "own"),
        h("details", {}, h("summary", {}, t("zone.own")), area("own", t("zone.posix"), { rows: 2 }, found ? "" : now, central)),
        h("button", { type: "submit", class: "primary" }, t("save"))));
  },
};
