/** A secret that is shown once: kept in memory only, and gone from the page with "done", another page, or the end of the session. */
import { copyText, h, type Child } from "../../dom.ts";
import { say } from "../../shell.ts";
import { t } from "../../words.ts";

/** Lines of what to type elsewhere, each with a button that copies it. "of" tells one from the next: what is drawn stays as it is. */
export function copyLines(of: string, lines: [string, string][]): HTMLElement {
  return h("dl", { class: "copies", "data-key": "copies", "data-keep": true, "data-of": of }, lines.map(([name, value]) => line(name, value)));
}

function line(name: string, value: string): Child {
  const copied = h("span", { class: "vh" });
  const button = h("button", { type: "button", "aria-label": `${t("copy")}: ${name}`, click: () => void press() }, t("copy"), copied);
  const press = async () => {
    const isDone = await copyText(value);
    button.firstChild!.nodeValue = isDone ? "✓ " + t("copy.done") : t("copy.failed");
    say(`${name}: ${t(isDone ? "copy.done" : "copy.failed")}`);
  };
  return [h("dt", {}, name), h("dd", {}, h("code", {}, value), button)];
}
