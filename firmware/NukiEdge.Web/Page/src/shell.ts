/** The frame around the pages: menu, language, connection banner, announcements for screen readers, focus on a change of page. */
import { h, morph } from "./dom.ts";
import { inWords } from "./form.ts";
import { icon } from "./icons.ts";
import { languages, language, speak, t } from "./words.ts";

/** As in the address, after #; the menu has a word and an icon of the same name. */
export type PageName = "home" | "people" | "rules" | "log" | "settings" | "system";

export interface Page {
  readonly name: PageName;
  /** Loads what it shows. Called when it is opened, and again by its own buttons. */
  open(): Promise<void>;
  /** Draws what is known now; called after each live update. The first child is not the heading: the frame adds that. */
  draw(): Node[];
  /** A button with data-do was pressed: "verb" or "verb argument". */
  act?(verb: string, argument: string, button: HTMLElement): unknown;
  /** Something happened at the box, of these kinds; the status is read already. Reads the rest. */
  live?(kinds: Set<string>): Promise<void>;
  /** Another page comes, or the session is over: forget what was shown only once. */
  close?(): void;
}

/** A page in the menu: its code comes when it is opened. */
export interface Entry { readonly name: PageName; page(): Promise<Page> }

let pages: Entry[] = [];
let opening: Entry | null = null;
let current: Page | null = null;
let reading: Promise<boolean> = Promise.resolve(false);
let onLeave = () => {};
const app = () => document.getElementById("app")!;

/** Which pages there are, and what "log out" does. */
export function setPages(all: Entry[], leave: () => void): void {
  pages = all;
  onLeave = leave;
}

export function currentPage(): Page | null {
  return current;
}

/** Builds the frame and opens the page of the address. */
export function showFrame(): void {
  app().replaceChildren(
    h("a", { class: "skip", href: "#main", click: skip }, t("skip")),
    h("header", { class: "top" },
      h("strong", { class: "brand" }, "NukiEdge"),
      h("span", { id: "link", class: "link", role: "status" }, ""),
      languageChoice(showFrame),
      h("button", { type: "button", class: "quiet", click: () => onLeave() }, t("logout"))),
    h("p", { id: "lost", class: "banner bad", role: "alert", hidden: true }),
    h("nav", { "aria-label": t("menu") }, h("ul", {}, pages.map(p =>
      h("li", {}, h("a", { href: "#" + p.name, "data-page": p.name }, icon(p.name), h("span", {}, t(p.name))))))),
    h("main", { id: "main", click: pressed }),
    h("div", { id: "say", class: "vh", role: "status", "aria-live": "polite" }));
  void openPage(false);
}

function skip(event: Event): void {
  event.preventDefault();
  focusHeading();
}

export function languageChoice(redraw: () => void): HTMLElement {
  const change = async (event: Event) => {
    await speak((event.target as HTMLSelectElement).value, true).catch(() => {});
    redraw();
    document.querySelector<HTMLElement>("select.language")?.focus();
  };
  return h("select", { class: "language", "aria-label": t("language"), change: e => void change(e) },
    Object.entries(languages).map(([key, name]) => h("option", { value: key, lang: key, selected: key === language }, name)));
}

export function closePage(): void {
  current?.close?.();
}

/** Opens the page that the address names, as in "#settings/keys": there at that part. */
export async function openPage(focus = true): Promise<void> {
  const [name, part] = location.hash.slice(1).split("/");
  const entry = pages.find(p => p.name === name) ?? pages[0]!;
  if (focus && current?.name === entry.name && focusPart(part)) {
    return;
  }
  closePage();
  [opening, current] = [entry, null];
  document.title = `${t(entry.name)} · NukiEdge`;
  document.querySelectorAll("nav a").forEach(a => {
    if (a.getAttribute("data-page") === entry.name) {
      a.setAttribute("aria-current", "page");
    } else {
      a.removeAttribute("aria-current");
    }
  });
  const main = document.getElementById("main")!;
  main.replaceChildren(h("h1", { tabindex: -1 }, t(entry.name)), h("div", { class: "page" }, h("p", { class: "muted" }, t("loading"))));
  if (focus) {
    focusHeading();
  }
  const page = await entry.page().catch(() => null);
  if (opening !== entry) {
    return; // another one was opened meanwhile
  }
  if (page === null) {
    showAgain(t("error.offline"), () => void openPage(focus));
    return;
  }
  current = page;
  await load(page);
  if (current === page) {
    focusPart(part);
  }
}

function showAgain(why: string, again: () => void): void {
  document.querySelector(".page")?.replaceChildren(h("p", { class: "banner bad", role: "alert" }, why), h("button", { type: "button", click: again }, t("again")));
}

function focusPart(part: string | undefined): boolean {
  const heading = part ? document.querySelector<HTMLElement>(`main [data-key="${CSS.escape(part)}"] h2`) : null;
  heading?.focus();
  heading?.scrollIntoView();
  return heading !== null;
}

/** Loads a page's data again and draws it. */
export async function load(page: Page): Promise<void> {
  reading = read(page);
  await reading;
}

async function read(page: Page): Promise<boolean> {
  try {
    await page.open();
    redraw(page);
    return true;
  } catch (e) {
    if (current === page) {
      showAgain(inWords(e), () => void load(page));
    }
    return false;
  }
}

/** The page in front as soon as everything of it is there, or null: news must not draw one of which only a part was read. */
export async function wholePage(): Promise<Page | null> {
  let last: typeof reading, isWhole: boolean;
  do {
    last = reading;
    isWhole = await last;
  } while (last !== reading);
  return isWhole ? current : null;
}

/** Draws again what changed; focus and forms stay. */
export function redraw(page: Page): void {
  const place = document.querySelector(".page");
  if (place && current === page) {
    const had = place.contains(document.activeElement) ? document.activeElement as HTMLElement : null;
    morph(place, h("div", { class: "page" }, ...page.draw()));
    if (had && had !== document.activeElement && place.contains(had)) {
      had.focus(); // it was moved
    } else if (had && !place.contains(had)) {
      focusHeading(); // it is gone: a keyboard must not begin anew at the top
    }
  }
}

function pressed(event: Event): void {
  const button = (event.target as Element).closest<HTMLElement>("[data-do]");
  if (button && current?.act && button.getAttribute("aria-disabled") !== "true") {
    const [verb, ...rest] = button.dataset.do!.split(" ");
    void act(current, verb!, rest.join(" "), button);
  }
}

async function act(page: Page, verb: string, argument: string, button: HTMLElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  try {
    notice("");
    await page.act!(verb, argument, button);
  } catch (e) {
    notice(inWords(e), true);
  } finally {
    button.removeAttribute("aria-busy");
    redraw(page);
  }
}

function focusHeading(): void {
  document.querySelector<HTMLElement>("main h1")?.focus();
}

/** Reads something out, without showing it. */
export function say(text: string): void {
  const place = document.getElementById("say");
  if (place) {
    place.textContent = text;
  }
}

/** Shows a line below the heading until the next one: what was done, or why not. */
export function notice(text: string, bad = false): void {
  document.querySelector("main > .banner")?.remove();
  if (text) {
    const line = h("p", { class: "banner " + (bad ? "bad" : "good"), role: bad ? "alert" : "status" }, text);
    document.querySelector("main h1")?.after(line);
  }
}

/** Says that the box does not answer; hides that when it does again. */
export function showReached(yes: boolean): void {
  const banner = document.getElementById("lost");
  if (banner && banner.hidden !== yes) {
    banner.hidden = yes;
    banner.textContent = yes ? "" : t("lost");
  }
}

/** How the page hears of news: at once, by asking, or not at all. */
export function showLink(state: "live" | "polling" | "lost"): void {
  const place = document.getElementById("link");
  const words = t(`link.${state}`);
  if (place && place.textContent !== words) {
    place.textContent = words;
    place.dataset.state = state;
  }
}
