/** Forms whose fields are the draft itself: what is typed counts at once, and nothing is lost when they close. */
import { h, type Child } from "../dom.ts";
import { area, choice, clearErrors, field, tick, valuesOf } from "../form.ts";
import { t, type Word } from "../words.ts";
import type { Wrong } from "./checks.ts";
import type { Values } from "./templates.ts";

export interface Live {
  name: string;
  /** Drawn anew when this is another. */
  of: string;
  v: Values;
  check(): Wrong[];
  /** After each input. */
  changed(form: HTMLFormElement): void;
  done(): void;
}

export function liveForm(live: Live, ...children: Child[]): HTMLFormElement {
  const form = h("form", { "data-key": "form." + live.name, "data-name": live.name, "data-of": live.of, "data-keep": true, novalidate: true }, ...children,
    h("p", { class: "error whole", role: "alert", hidden: true }));
  form.addEventListener("input", () => {
    const secret = [...form.querySelectorAll<HTMLInputElement>("input[type=password]")].map(i => i.name);
    Object.assign(live.v, Object.fromEntries(Object.entries(valuesOf(form)).filter(([name]) => !secret.includes(name))));
    live.changed(form);
  });
  form.addEventListener("change", event => {
    const name = (event.target as Element).closest<HTMLElement>("[data-field]")?.dataset.field;
    if (name) {
      const shown = place(form, name);
      mark(shown, live.check().find(w => w.field === name)?.text ?? "");
    }
  });
  form.addEventListener("submit", event => {
    event.preventDefault();
    const wrong = live.check();
    if (wrong.length) {
      showWrong(form, wrong);
    } else {
      live.done();
    }
  });
  return form;
}

function place(form: Element, name: string): HTMLElement | undefined {
  return [...form.querySelectorAll<HTMLElement>("[data-field]")].find(f => f.dataset.field === name);
}

function mark(at: HTMLElement | undefined, text: string): void {
  const error = at?.querySelector<HTMLElement>(".error"), input = at?.querySelector<HTMLElement>("input, select, textarea");
  if (error && input) {
    error.textContent = text;
    error.hidden = !text;
    if (text) {
      input.setAttribute("aria-invalid", "true");
    } else {
      input.removeAttribute("aria-invalid");
    }
  }
}

/** Each at its field, the rest at the end; goes to the first, and opens what hides it. */
export function showWrong(form: Element, wrong: Wrong[]): void {
  clearErrors(form);
  let first: HTMLElement | null = null;
  for (const { field: name, text } of wrong) {
    const at = name ? place(form, name) : undefined;
    if (at && !at.closest("[hidden]")) {
      mark(at, text);
      at.closest("details")?.setAttribute("open", "");
      first ??= at.querySelector<HTMLElement>("input, select, textarea");
    } else {
      const whole = form.querySelector<HTMLElement>(".error.whole")!;
      whole.textContent = text;
      whole.hidden = false;
    }
  }
  (first ?? form.querySelector<HTMLElement>("input, select, textarea, button"))?.focus();
}

/** A text field of the draft. */
export function text(v: Values, name: string, label: string, props: Record<string, string | number> = {}, hint = ""): HTMLElement {
  return field(name, label, { value: v[name] ?? "", autocomplete: "off", ...props }, hint);
}

export function lines(v: Values, name: string, label: string, hint = ""): HTMLElement {
  return area(name, label, { rows: 3 }, v[name] ?? "", hint);
}

/** A choice of the draft. What is not offered (any more) stays, marked, until another is chosen. */
export function pick(v: Values, name: string, label: string, options: [string, string][], hint = ""): HTMLElement {
  const now = v[name] ?? "", isThere = options.some(([key]) => key === now);
  return choice(name, label, isThere ? options : [[now, now ? `⚠ ${now.replace(/^=/, "")}` : t("rules.choose")], ...options], now, hint);
}

export function box(v: Values, name: string, label: string): HTMLElement {
  return tick(name, label, v[name] === "on");
}

/** Boxes to tick, of one question. */
export function boxes(v: Values, group: string, label: string, words: [string, string][], hint = ""): HTMLElement {
  return h("fieldset", { class: "ticks", "data-field": group }, h("legend", {}, label), hint && h("p", { class: "hint" }, hint),
    h("div", { class: "ticked" }, words.map(([key, word]) => box(v, `${group}.${key}`, word))), h("p", { class: "error", hidden: true }));
}

/** What can be opened below: what few need. */
export function more(title: Word, isOpen: boolean, ...children: Child[]): HTMLElement {
  return h("details", { open: isOpen }, h("summary", {}, t(title)), h("div", { class: "inside" }, ...children));
}
