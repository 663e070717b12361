/** Version, life, backup, report and factory reset. */
import { box, readStatus, type LogRecord } from "../api.ts";
import { call, get, Problem } from "../client.ts";
import { dropDrafts } from "../drafts.ts";
import { copyText, download, h } from "../dom.ts";
import { field, FieldError, form, type Values } from "../form.ts";
import { clock, span } from "../format.ts";
import { notice, redraw, say, type Page } from "../shell.ts";
import { said, t } from "../words.ts";
import { differences, type Difference, type House } from "./differences.ts";
import { readHouse } from "../house.ts";
import { line } from "./lines.ts";
import { report } from "./report.ts";

const lifeShown = 6, resetWord = "RESET", noRoom = 409;
let restartArmed = false;
let lives: LogRecord[] = [];
let reported = "";
let offered: { text: string; revision: string; changes: Difference[]; missing: string; isUnchecked: boolean } | null = null;

export const system: Page = {
  name: "system",
  async open() {
    restartArmed = false;
    await readStatus();
    const { records } = await get<{ records: LogRecord[] }>("/api/log?limit=50");
    lives = records.filter(r => r.kind === "note" && ofLife.has(Number(r.code))).reverse();
  },
  close() {
    reported = "";
  },
  draw() {
    return [h("div", { class: "columns wide", "data-key": "cards" }, about(), h("section", { class: "card", "data-key": "backup" }, h("h2", {}, t("backup.title")), h("p", { class: "hint" }, t("backup.hint")),
      h("div", { class: "row" }, h("button", { type: "button", "data-do": "backup" }, t("backup.save"))),
      h("h3", {}, t("backup.restore")), restoreForm(), offered && preview()),
    reportCard(), h("section", { class: "card", "data-key": "restart" }, h("h2", {}, t("restart.title")), h("p", { class: "hint" }, t("restart.hint")),
      h("div", { class: "row" }, h("button", { type: "button", class: restartArmed ? "danger" : "", "data-do": "restart" }, t(restartArmed ? "restart.sure" : "restart.now")))), resetCard())];
  },
  async act(verb) {
    if (verb === "backup") {
      download("nukiedge-house.json", "application/json", (await call("GET", "/api/house")).text);
    } else if (verb === "restart" && !restartArmed) {
      restartArmed = true;
    } else if (verb === "restart") {
      await restart();
    } else if (verb === "report") {
      const { house } = await readHouse();
      reported = report(await readStatus(), (await get<{ records: LogRecord[] }>("/api/log?limit=50")).records, house);
      say(t("report.made"));
    } else if (verb === "copyReport") {
      notice(t(await copyText(reported) ? "report.copied" : "copy.failed"));
    } else if (verb === "drop") {
      offered = null;
    } else if (verb === "take") {
      await call("PUT", "/api/house?revision=" + encodeURIComponent(offered!.revision), offered!.text);
      offered = null;
      await restart();
    }
  },
};

/** Notes about starts, ends and safe mode (NoteCode in the box). */
const ofLife = new Set([1, 50, 51, 52, 53]);

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
    h("dl", { class: "facts" }, facts.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    h("details", { "data-key": "lives" }, h("summary", {}, t("system.lives", { n: lives.length })),
      h("ol", {}, lives.slice(0, lifeShown).map(r => h("li", { class: "item", "data-key": "life" + r.n }, h("p", {}, h("bdi", {}, line(r))),
        h("p", { class: "age" }, r.at == null ? t("noClock") : clock(r.at * 1000)))))));
}

function reportCard(): HTMLElement {
  return h("section", { class: "card", "data-key": "report" }, h("h2", {}, t("report.title")), h("p", { class: "hint" }, t("report.hint")),
    h("div", { class: "row" }, h("button", { type: "button", "data-do": "report" }, t("report.make")),
      reported && h("button", { type: "button", class: "primary", "data-do": "copyReport" }, t("report.copy"))),
    reported && h("pre", { class: "report", tabindex: 0, role: "region", "aria-label": t("report.title") }, reported));
}

/** Erases everything that the box keeps, after a word that nobody types by mistake. */
function resetCard(): HTMLElement {
  const act = async (v: Values) => {
    if (v.confirm!.trim() !== resetWord) {
      throw new FieldError("confirm", t("reset.wrong", { word: resetWord }));
    }
    await call("POST", "/api/reset", JSON.stringify({ confirm: resetWord }));
    dropDrafts();
    notice(t("reset.going"));
  };
  return h("section", { class: "card", "data-key": "reset" }, h("h2", {}, t("reset.title")), h("p", { class: "hint" }, t("reset.hint")),
    h("details", {}, h("summary", {}, t("reset.open")), form("reset", {}, act, h("p", { class: "banner bad" }, "⚠ " + t("reset.risk")),
      field("confirm", t("reset.type", { word: resetWord }), { autocomplete: "off", autocapitalize: "characters", spellcheck: "false", "data-secret": true }),
      h("button", { type: "submit", class: "danger" }, t("reset.now")))));
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
  let missing = "", isUnchecked = false;
  const changes = differences(now.json as House, parsed(text));
  try {
    missing = (await call("PUT", `/api/house?revision=${encodeURIComponent(revision)}&check=1`, text)).json.missing ?? "";
  } catch (e) {
    if (!(e instanceof Problem && e.status === noRoom)) {
      throw e instanceof Problem && e.status === 400 ? new FieldError("file", [e.field, e.detail].filter(Boolean).join(": ")) : e;
    }
    isUnchecked = true; // its memory holds no second house: the next start checks it
  }
  offered = { text, revision, changes, missing, isUnchecked };
  redraw(system);
  say(t("backup.changes", { n: offered.changes.length }));
}

function parsed(text: string): House {
  try {
    return JSON.parse(text) as House;
  } catch {
    return {}; // the box says where it is wrong
  }
}

function preview(): HTMLElement {
  const { changes } = offered!;
  return h("div", { "data-key": "preview", role: "group", "aria-label": t("backup.changes", { n: changes.length }) },
    h("p", {}, h("strong", {}, t("backup.changes", { n: changes.length }))),
    h("ul", {}, changes.map(c => h("li", {}, c.sign + " ", said("part", c.part), ": ", h("bdi", {}, c.name)))),
    offered!.missing && h("p", { class: "banner held" }, "⚠ " + t("backup.missing"), " ", h("bdi", {}, offered!.missing)),
    offered!.isUnchecked && h("p", { class: "banner held" }, "⚠ " + t("backup.later")),
    h("p", { class: "hint" }, t("backup.takes")),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", "data-do": "take" }, t("backup.take")),
      h("button", { type: "button", "data-do": "drop" }, t("cancel"))));
}
