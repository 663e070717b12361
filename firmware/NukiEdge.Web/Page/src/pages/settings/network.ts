/** How the box is in the network; a board with Wi-Fi can be given another one. */
import { utf8 } from "../../access/bytes.ts";
import { call } from "../../client.ts";
import { h } from "../../dom.ts";
import { field, FieldError, form, placed, type Values } from "../../form.ts";
import { notice } from "../../shell.ts";
import { said, t } from "../../words.ts";
import { ifThere, section, type Card } from "./card.ts";

interface Network {
  kind: "ethernet" | "wifi" | "pc"; name: string; address: string; mask: string | null; gateway: string | null; dns: string | null; ssid: string | null;
  dhcp: boolean; canChange: boolean;
}

const longestSsid = 32, shortestKey = 8, longestKey = 63; // IEEE 802.11: SSID of 32 bytes, passphrase of 8 to 63 characters
let data: Network | null = null;

/** Where locks and programs reach this box. */
export function boxAddress(): string {
  return data?.address || location.hostname;
}

export const network: Card = {
  name: "network", title: "network.title",
  async open() {
    data = await ifThere<Network>("/api/network");
  },
  draw() {
    if (!data) {
      return null;
    }
    const facts: [string, string | null][] = [
      [t("network.kind"), said("network", data.kind)], ["SSID", data.ssid], [t("people.name"), data.name],
      [t("network.address"), data.address + (data.dhcp ? ` (${t("network.dhcp")})` : "")], [t("network.mask"), data.mask],
      [t("network.gateway"), data.gateway], ["DNS", data.dns],
    ];
    return section("network", "network.title",
      h("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, h("bdi", {}, value))])),
      data.dhcp && h("p", { class: "hint" }, t("network.fixed")),
      data.canChange && h("details", { "data-key": "wifi" }, h("summary", {}, t("network.other")),
        form("wifi", {}, change, h("p", { class: "banner held" }, "⚠ " + t("network.risk")),
          field("ssid", t("network.ssid"), { maxlength: longestSsid, autocomplete: "off", spellcheck: "false" }),
          field("key", t("login.password"), { type: "password", autocomplete: "off", maxlength: longestKey }),
          h("button", { type: "submit" }, t("network.save")))));
  },
};

async function change(v: Values): Promise<void> {
  const ssid = v.ssid!.trim(), key = v.key!;
  if (!ssid || utf8(ssid).length > longestSsid) {
    throw new FieldError("ssid", t("network.ssidForm"));
  }
  if (key.length < shortestKey) {
    throw new FieldError("key", t("network.keyForm"));
  }
  await placed(call("PUT", "/api/network", (session, counter) => JSON.stringify({ ssid, box: session.seal(counter, "wifi", utf8(key)) })), { box: "key" });
  notice(t("restart.going"));
}
