/** Version, life and backup. */
import { box, readStatus } from "../api.ts";
import { call, Problem } from "../client.ts";
import { download, h } from "../dom.ts";
import { field, FieldError, form, type Values } from "../form.ts";
import { span } from "../format.ts";
import { notice, redraw, say, type Page } from "../shell.ts";
import { said, t } from "../words.ts";
import { differences, type Difference, type House } from "./differences.ts";

let restartArmed = false;
let offered: { text: string; revision: string; changes: Difference[]; missing: string } | null = null;

export const system: Page = {
  name: "system", title: "system", icon: "system",
  async open() {
    restartArmed = false;
    await readStatus();
  },
  draw() {
    return [about(), h("section", { class: "card", "data-key": "backup" }, h("h2", {}, t("backup.title")), h("p", { class: "hint" }, t("backup.hint")),
      h("div", { class: "row" }, h("button", { type: "button", "data-do": "backup" }, t("backup.save"))),
      h("h3", {}, t("backup.restore")), restoreForm(), offered && preview()),
    h("section", { class: "card", "data-key": "restart" }, h("h2", {}, t("restart.title")), h("p", { class: "hint" }, t("restart.hint")),
      h("div", { class: "row" }, h("button", { type: "button", class: restartArmed ? "danger" : "", "data-do": "restart" }, t(restartArmed ? "restart.sure" : "restart.now"))))];
  },
  async act(verb) {
    if (verb === "backup") {
      download("nukiedge-house.json", "application/json", (await call("GET", "/api/house")).text);
    } else if (verb === "restart" && !restartArmed) {
      restartArmed = true;
    } else if (verb === "restart") {
      await restart();
    } else if (verb === "drop") {
      offered = null;
    } else if (verb === "take") {
      await call("PUT", "/api/house?revision=" + encodeURIComponent(offered!.revision), offered!.text);
      offered = null;
      await restart();
    }
  },
};

/** Restarts the box. It forgets all sessions: the login comes next. */
export async function restart(): Promise<void> {
  restartArmed = false;
  await call("POST", "/api/restart");
  notice(t("restart.going"));
}

function about(): HTMLElement {
  const s = box.status!;
  const facts: [string, string][] = [
    [t("system.version"), s.version],
    [t("system.uptime"), span(s.uptimeS)],
    [t("system.lastRun"), s.lastRun ? t("system.lasted", { end: said("end", s.lastRun.end), time: s.lastRun.seconds === null ? "?" : span(s.lastRun.seconds) }) : t("never")],
    [t("system.clock"), !s.clock ? "⚠ " + t("noClock") : new Date(s.clock * 1000).toLocaleString(document.documentElement.lang)],
    [t("system.broker"), `${said("broker", s.broker.kind)}, ${t("system.clients", { n: s.broker.clients })}`],
    [t("system.revision"), s.revision],
  ];
  if (s.heapFree !== null) {
    facts.push([t("system.heap"), Math.round(s.heapFree / 1024) + " KB"]);
  }
  return h("section", { class: "card", "data-key": "about" }, h("h2", {}, t("system.about")),
    s.safe && h("p", { class: "banner bad" }, "⚠ " + t("system.safe")),
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])));
}

function restoreForm(): HTMLElement {
  return form("restore", {}, check, field("file", t("backup.file"), { type: "file", accept: "application/json,.json", "data-secret": true }),
    h("button", { type: "submit" }, t("backup.check")));
}

/** Lets the box check the file, and shows what it would change. Nothing is kept yet. */
async function check(_: Values, element: HTMLFormElement): Promise<void> {
  offered = null;
  redraw(system);
  const file = element.querySelector<HTMLInputElement>("input[type=file]")!.files?.[0];
  if (!file) {
    throw new FieldError("file", t("backup.noFile"));
  }
  const text = await file.text();
  const now = await call("GET", "/api/house");
  const revision = (now.etag ?? "").replace(/^W\/|"/g, "");
  let missing = "";
  try {
    missing = (await call("PUT", `/api/house?revision=${encodeURIComponent(revision)}&check=1`, text)).json.missing ?? "";
  } catch (e) {
    throw e instanceof Problem && e.status === 400 ? new FieldError("file", [e.field, e.detail].filter(Boolean).join(": ")) : e;
  }
  offered = { text, revision, changes: differences(now.json as House, JSON.parse(text) as House), missing };
  redraw(system);
  say(t("backup.changes", { n: offered.changes.length }));
}

function preview(): HTMLElement {
  const { changes } = offered!;
  return h("div", { "data-key": "preview", role: "group", "aria-label": t("backup.changes", { n: changes.length }) },
    h("p", {}, h("strong", {}, t("backup.changes", { n: changes.length }))),
    h("ul", {}, changes.map(c => h("li", {}, c.sign + " ", said("part", c.part), ": ", h("bdi", {}, c.name)))),
    offered!.missing && h("p", { class: "banner held" }, "⚠ " + t("backup.missing"), " ", h("bdi", {}, offered!.missing)),
    h("p", { class: "hint" }, t("backup.takes")),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "take" }, t("backup.take")),
      h("button", { type: "button", "data-do": "drop" }, t("cancel"))));
}
