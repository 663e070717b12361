/** The broker: the box's own, or another one, which can be tried out before it is saved. */
import { utf8 } from "../../access/bytes.ts";
import { call, get, type Body } from "../../client.ts";
import { h } from "../../dom.ts";
import { choice, field, FieldError, form, placed, showError, showWhen, tick, valuesOf, type Values } from "../../form.ts";
import { notice, say } from "../../shell.ts";
import { said, t } from "../../words.ts";
import { done, ifThere, savedForLater, section, type Card } from "./card.ts";

interface Broker { kind: "built-in" | "external"; host: string; port: number; user: string; hasPassword: boolean; trusts: boolean; canChange: boolean }

const askMs = 500, usualPort = 1883;
let data: Broker | null = null;

export const broker: Card = {
  name: "broker", title: "system.broker",
  async open() {
    data = await ifThere<Broker>("/api/broker");
  },
  draw() {
    return data && section("broker", "system.broker", h("p", { class: "hint" }, t("broker.hint")),
      h("p", {}, h("strong", {}, said("broker", data.kind)), data.kind === "external" && `: ${data.host}:${data.port}`),
      data.canChange ? h("details", { "data-key": "brokerForm" }, h("summary", {}, t("broker.change")), brokerForm(data)) : h("p", { class: "muted" }, t("broker.fixed")));
  },
};

function brokerForm(now: Broker): HTMLElement {
  const result = h("p", { role: "status", class: "banner", hidden: true });
  const tryOut = (event: Event) => void test(made, result, event.target as HTMLElement);
  const outside = h("fieldset", {}, h("legend", {}, t("broker.outside")),
    field("host", t("broker.host"), { value: now.host, placeholder: "192.168.1.10", inputmode: "decimal", autocomplete: "off" }, t("broker.hostHint")),
    field("port", t("broker.port"), { type: "number", min: 1, max: 65535, value: now.port || usualPort, inputmode: "numeric" }),
    field("user", t("login.user"), { value: now.user, maxlength: 32, autocomplete: "off", autocapitalize: "none", spellcheck: "false" }),
    field("secret", t("login.password"), { type: "password", maxlength: 64, autocomplete: "off" }, now.hasPassword ? t("broker.keeps") : ""),
    tick("trusts", t("broker.trusts"), now.trusts), h("p", { class: "banner held" }, "⚠ " + t("broker.risk")),
    h("div", { class: "row" }, h("button", { type: "button", click: tryOut }, t("broker.test"))), result);
  const made = form("broker", { "data-of": JSON.stringify(now) }, save,
    choice("kind", t("broker.which"), [["built-in", t("broker.own")], ["external", t("broker.other")]], now.kind), outside,
    h("button", { type: "submit", class: "primary" }, t("save")), h("p", { class: "hint" }, t("restart.later")));
  showWhen(made, "kind", "external", outside);
  return made;
}

function body(v: Values): Body {
  const port = Number(v.port);
  if (v.kind !== "external") {
    return JSON.stringify({ kind: "built-in" });
  }
  if (!/^(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168|169\.254|127\.\d+)\.\d{1,3}\.\d{1,3}$/.test(v.host!.trim())) {
    throw new FieldError("host", t("broker.hostForm"));
  }
  if (!(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    throw new FieldError("port", t("broker.portForm"));
  }
  const plain = { kind: v.kind, host: v.host!.trim(), port, user: v.user!.trim(), trusts: v.trusts === "on" };
  return v.secret ? (session, counter) => JSON.stringify({ ...plain, box: session.seal(counter, "broker", utf8(v.secret!)) }) : JSON.stringify(plain);
}

async function save(v: Values): Promise<void> {
  await placed(call("PUT", "/api/broker", body(v)), { box: "secret" });
  savedForLater();
  await done(t("saved"));
}

/** The box tries the broker; its answer stands below the button. */
async function test(made: HTMLFormElement, result: HTMLElement, button: HTMLElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    result.hidden = false;
    result.className = "banner";
    result.textContent = t("broker.asking");
    await placed(call("POST", "/api/broker/test", body(valuesOf(made))), { box: "secret" });
    let now = { state: "asking", text: "" };
    while (now.state === "asking" && made.isConnected) {
      await new Promise(resolve => setTimeout(resolve, askMs));
      now = await get<typeof now>("/api/broker/test");
    }
    const isOk = now.state === "ok";
    result.className = "banner " + (isOk ? "good" : "bad");
    result.textContent = isOk ? "✓ " + t("broker.ok") : "✕ " + t("broker.failed");
    if (!isOk && now.text) {
      result.append(" ", h("bdi", { lang: "en" }, now.text));
    }
    say(result.textContent);
  } catch (e) {
    result.hidden = true;
    notice("");
    showError(made, e);
  } finally {
    button.removeAttribute("aria-busy");
  }
}
