/** Forms: a label for each field, its error beside it, drafts that survive a reload. */
import { draft, dropDraft, keepDraft } from "./drafts.ts";
import { h, type Child, type Props } from "./dom.ts";
import { Offline, Problem, renew } from "./client.ts";
import { currentPage, notice, redraw } from "./shell.ts";
import { t } from "./words.ts";

export type Values = Record<string, string>;

/** Thrown by what a form does: this field is wrong. */
export class FieldError extends Error {
  constructor(readonly field: string, text: string) {
    super(text);
  }
}

const once = "passwordAgain", stale = 403;
let count = 0;

/** A label with its input; hint and error are read out with it. */
export function field(name: string, label: string, props: Props = {}, hint = ""): HTMLElement {
  return wrap(name, label, hint, id => h("input", { id, name, type: "text", ...props }));
}

export function choice(name: string, label: string, options: [string, string][], value = "", hint = ""): HTMLElement {
  return wrap(name, label, hint, id => h("select", { id, name },
    options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))));
}

export function area(name: string, label: string, props: Props = {}, value = "", hint = ""): HTMLElement {
  return wrap(name, label, hint, id => h("textarea", { id, name, rows: 6, spellcheck: "false", ...props }, value));
}

/** A box to tick; its value is "on" or "". */
export function tick(name: string, label: string, checked = false): HTMLElement {
  const id = `f${++count}`;
  return h("div", { class: "field tick" }, h("input", { id, name, type: "checkbox", checked }), h("label", { for: id }, label));
}

function wrap(name: string, label: string, hint: string, make: (id: string) => HTMLElement): HTMLElement {
  const id = `f${++count}`;
  const input = make(id);
  input.setAttribute("aria-describedby", `${id}h ${id}e`);
  return h("div", { class: "field", "data-field": name }, h("label", { for: id }, label), input,
    h("p", { id: `${id}h`, class: "hint", hidden: !hint }, hint), h("p", { id: `${id}e`, class: "error", hidden: true }));
}

/** Shows a part of the form only while a field has this value. */
export function showWhen(element: HTMLFormElement, name: string, value: string, part: HTMLElement): void {
  const look = () => part.hidden = valuesOf(element)[name] !== value;
  element.addEventListener("input", look);
  look();
}

/**
 * A form that keeps its draft. Live updates leave it alone.
 * @param act saves; what it throws stands at its field. The draft is dropped when it returns.
 */
export function form(name: string, props: Props, act: (values: Values, form: HTMLFormElement) => Promise<unknown>, ...children: Child[]): HTMLFormElement {
  const element = h("form", { "data-key": "form." + name, "data-keep": true, novalidate: true, ...props }, ...children,
    h("p", { class: "error whole", role: "alert", hidden: true }));
  restore(element, draft(name));
  element.addEventListener("input", () => keepDraft(name, kept(element)));
  element.addEventListener("submit", event => {
    event.preventDefault();
    void submit(element, name, act);
  });
  return element;
}

async function submit(element: HTMLFormElement, name: string, act: (values: Values, form: HTMLFormElement) => Promise<unknown>): Promise<void> {
  if (element.getAttribute("aria-busy") === "true") {
    return;
  }
  clearErrors(element);
  notice(""); // a "Saved." of before says nothing about this time
  element.setAttribute("aria-busy", "true");
  try {
    await loginAgain(element);
    await act(valuesOf(element), element);
    dropDraft(name);
    element.dataset.key = "done"; // the next drawing brings a new one, with the values that the box has
    if (currentPage()) {
      redraw(currentPage()!);
    }
  } catch (e) {
    if (e instanceof Problem && e.status === stale && !element.querySelector(`[data-field=${once}]`)) {
      askAgain(element);
    } else {
      showError(element, e);
    }
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** The login is too long ago for this: the form asks for the password, and sends itself again with it. */
function askAgain(element: HTMLFormElement): void {
  const asked = field(once, t("login.password"), { type: "password", autocomplete: "current-password" }, t("fresh.hint"));
  const button = element.querySelector("[type=submit]")!;
  (button.parentElement === element ? button : button.parentElement!).before(asked);
  asked.querySelector("input")!.focus();
}

async function loginAgain(element: HTMLFormElement): Promise<void> {
  const asked = element.querySelector<HTMLInputElement>(`[data-field=${once}] input`);
  if (!asked) {
    return;
  }
  if (!asked.value) {
    throw new FieldError(once, t("login.empty"));
  }
  try {
    await renew(asked.value);
  } catch (e) {
    throw e instanceof Problem && e.status === 401 ? new FieldError(once, t("login.wrong")) : e;
  }
  asked.closest("[data-field]")!.remove();
}

export function valuesOf(element: HTMLFormElement): Values {
  const values: Values = {};
  for (const input of element.elements) {
    if (input instanceof HTMLInputElement && input.type === "checkbox") {
      values[input.name] = input.checked ? "on" : "";
    } else if ((input instanceof HTMLInputElement || input instanceof HTMLSelectElement || input instanceof HTMLTextAreaElement) && input.name) {
      values[input.name] = input.value;
    }
  }
  return values;
}

/** What may be kept in the tab's storage: all but secrets. */
function kept(element: HTMLFormElement): Values {
  const values = valuesOf(element);
  element.querySelectorAll<HTMLInputElement>("input[type=password], input[data-secret]").forEach(i => delete values[i.name]);
  return values;
}

function restore(element: HTMLFormElement, values: Values | null): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    const input = element.elements.namedItem(name);
    if (input instanceof HTMLInputElement && input.type === "checkbox") {
      input.checked = value === "on";
    } else if (input instanceof HTMLInputElement || input instanceof HTMLSelectElement || input instanceof HTMLTextAreaElement) {
      input.value = value;
    }
  }
}

export function clearErrors(element: Element): void {
  element.querySelectorAll<HTMLElement>(".error").forEach(p => p.hidden = true);
  element.querySelectorAll("[aria-invalid]").forEach(i => i.removeAttribute("aria-invalid"));
}

/** What the box calls otherwise than the form ("box" is the password that was typed) stands at the form's field. */
export async function placed<T>(asked: Promise<T>, names: Record<string, string>): Promise<T> {
  try {
    return await asked;
  } catch (e) {
    const own = e instanceof Problem ? names[e.field] : undefined;
    throw own ? new FieldError(own, inWords(e)) : e;
  }
}

/** Shows it at its field, unfolds that, and goes there; else at the end of the form, read out at once. */
export function showError(element: Element, error: unknown): void {
  const name = error instanceof FieldError || error instanceof Problem ? error.field : "";
  const place = name ? [...element.querySelectorAll<HTMLElement>("[data-field]")].find(f => name === f.dataset.field || name.endsWith("." + f.dataset.field)) : null;
  const at = place?.querySelector<HTMLElement>(".error") ?? element.querySelector<HTMLElement>(".error.whole")!;
  const fold = place?.closest("details");
  if (fold && element.contains(fold)) {
    fold.open = true;
  }
  at.textContent = inWords(error);
  at.hidden = false;
  const input = place?.querySelector<HTMLElement>("input, select, textarea");
  input?.setAttribute("aria-invalid", "true");
  input?.focus();
}

/** What went wrong, for the owner. */
export function inWords(error: unknown): string {
  if (error instanceof Offline) {
    return t("error.offline");
  }
  if (error instanceof Problem) {
    const known: Record<number, string> = {
      401: t("error.session"), 403: t("error.fresh"), 412: t("error.changed"), 413: t("error.large"), 429: t("error.wait", { s: error.waitS }),
    };
    const own = known[error.status];
    return own && error.detail ? `${own} (${error.detail})` : own ?? t("error.refused", { why: error.detail || error.status });
  }
  return error instanceof Error ? error.message : String(error);
}
