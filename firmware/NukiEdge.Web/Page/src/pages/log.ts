/** The why-log, with filter and downloads, and how fast the box was. */
import { box, readStatus, type Latency, type LogRecord } from "../api.ts";
import { call, get } from "../client.ts";
import { download, h, svg } from "../dom.ts";
import { clock, took } from "../format.ts";
import { redraw, type Page } from "../shell.ts";
import { t, type Word } from "../words.ts";
import { verdictTag } from "./home.ts";
import { line } from "./lines.ts";

const barsWidth = 330, barsHeight = 120, pageful = 50;
let records: LogRecord[] = [];
let wanted = "";
let kind = "";

export const log: Page = {
  name: "log",
  async open() {
    await readStatus();
    records = (await call("GET", "/api/log.json")).json as LogRecord[];
  },
  async live() {
    const last = records.at(-1)?.n ?? -1;
    const news = await get<{ oldest: number; next: number; records: LogRecord[] }>(`/api/log?after=${Math.max(last, 0)}&limit=${pageful}`);
    const missed = news.next <= last || news.next - 1 - last > pageful;
    records = missed ? (await call("GET", "/api/log.json")).json as LogRecord[]
      : [...records.filter(r => r.n >= news.oldest), ...news.records.filter(r => r.n > last)];
  },
  draw() {
    const shown = records.filter(r => (!kind || r.kind === kind) && line(r).toLowerCase().includes(wanted.toLowerCase())).reverse();
    return [
      h("section", { class: "card wide", "data-key": "log" }, h("h2", {}, t("log.why")), filters(),
        h("div", { class: "row" }, h("button", { type: "button", "data-do": "save csv" }, t("log.save", { form: "CSV" })),
          h("button", { type: "button", "data-do": "save json" }, t("log.save", { form: "JSON" }))),
        h("p", { class: "hint", role: "status" }, t("log.shown", { n: shown.length, all: records.length })),
        h("ol", {}, shown.map(row))),
      h("section", { class: "card wide", "data-key": "fast" }, h("h2", {}, t("log.fast")), h("p", { class: "hint" }, t("log.fastHint")), table(), bars()),
    ];
  },
  async act(verb, argument) {
    if (verb === "save") {
      const all = await call("GET", "/api/log." + argument);
      download("nukiedge-log." + argument, argument === "csv" ? "text/csv" : "application/json", all.text);
    }
  },
};

function filters(): HTMLElement {
  const text = (event: Event) => {
    wanted = (event.target as HTMLInputElement).value;
    redraw(log);
  };
  const pick = (event: Event) => {
    kind = (event.target as HTMLSelectElement).value;
    redraw(log);
  };
  const kinds: [string, Word][] = [["", "log.all"], ["event", "log.event"], ["step", "log.step"], ["note", "log.note"]];
  return h("div", { "data-key": "filters", "data-keep": true },
    h("div", { class: "field" }, h("label", { for: "wanted" }, t("log.find")), h("input", { id: "wanted", type: "search", value: wanted, input: text })),
    h("div", { class: "field" }, h("label", { for: "kind" }, t("log.kind")),
      h("select", { id: "kind", change: pick }, kinds.map(([key, word]) => h("option", { value: key, selected: key === kind }, t(word))))));
}

function row(r: LogRecord): HTMLElement {
  return h("li", { class: "item", "data-key": "n" + r.n }, h("p", {}, r.verdict && [verdictTag(r), " "], h("bdi", {}, line(r))),
    h("p", { class: "age" }, r.at == null ? t("noClock") : clock(r.at * 1000)));
}

function all(): [Word, Latency][] {
  const { decided, relay, http } = box.status!.latencies;
  return [["log.decided", decided], ["log.relay", relay], ["log.http", http]];
}

function table(): HTMLElement {
  const cell = (l: Latency, us: number) => h("td", {}, l.count ? took(us) : "–");
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("log.fast") }, h("table", {},
    h("thead", {}, h("tr", {}, ["log.from", "log.count"].map(w => h("th", { scope: "col" }, t(w as Word))), ["p50", "p95", "max"].map(w => h("th", { scope: "col" }, w)))),
    h("tbody", {}, all().map(([word, l]) => h("tr", {}, h("th", { scope: "row" }, t(word)), h("td", {}, l.count), cell(l, l.p50Us), cell(l, l.p95Us), cell(l, l.maxUs))))));
}

/** The relay's times as bars: how many took how long. */
function bars(): Element {
  const { ends, relay } = box.status!.latencies;
  const first = relay.buckets.findIndex(n => n > 0);
  if (first < 0) {
    return h("p", { class: "muted" }, t("log.none"));
  }
  const end = relay.buckets.length - [...relay.buckets].reverse().findIndex(n => n > 0);
  const shown = relay.buckets.slice(first, end);
  const most = Math.max(...shown), width = Math.min(54, barsWidth / shown.length);
  const label = (i: number) => i < ends.length ? "≤ " + took(ends[i]!) : "> " + took(ends.at(-1)!);
  const words = shown.map((n, i) => `${label(first + i)}: ${n}`).join("; ");
  return svg("svg", { viewBox: `0 0 ${barsWidth} ${barsHeight}`, class: "bars", role: "img", "aria-label": `${t("log.relay")}: ${words}`, preserveAspectRatio: "xMinYMid meet" },
    ...shown.map((n, i) => {
      const height = n / most * (barsHeight - 36);
      return svg("g", {}, svg("rect", { x: i * width + 2, y: barsHeight - 18 - height, width: width - 4, height, rx: 2 }),
        svg("text", { x: (i + .5) * width, y: barsHeight - 4 }, width < 36 ? "" : label(first + i)),
        svg("text", { x: (i + .5) * width, y: barsHeight - 22 - height }, n || ""));
    }));
}
