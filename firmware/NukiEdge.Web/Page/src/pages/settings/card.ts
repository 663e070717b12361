/** What all cards of the settings have in common. */
import { box } from "../../api.ts";
import { get, Problem } from "../../client.ts";
import { h, type Child } from "../../dom.ts";
import { currentPage, load, notice } from "../../shell.ts";
import { t, type Word } from "../../words.ts";

export interface Card {
  /** As in the address: #settings/name. */
  readonly name: string;
  readonly title: Word;
  /** Reads what it shows. */
  open(): Promise<void>;
  /** Null where this box has no such part. */
  draw(): Node | null;
  /** What its buttons do, by the verb of their data-do. */
  readonly acts?: Record<string, (argument: string) => unknown>;
  /** Something of these kinds happened at the box. */
  live?(kinds: Set<string>): Promise<void>;
  /** Forgets what was shown only once. */
  close?(): void;
}

export function section(key: string, title: Word, ...children: Child[]): HTMLElement {
  return h("section", { class: "card", "data-key": key }, h("h2", { tabindex: -1 }, t(title)), ...children);
}

/** A part of the box that not every box has: null where it has not. */
export async function ifThere<T>(target: string): Promise<T | null> {
  try {
    return await get<T>(target);
  } catch (e) {
    if (e instanceof Problem && e.status === 404) {
      return null;
    }
    throw e;
  }
}

/** Reads the page again and says what was done. */
export async function done(text: string): Promise<void> {
  await load(currentPage()!);
  notice(text);
}

let savedMs = 0;

/** Something was saved that counts after the next start only, and the box did not start since. */
export function needsRestart(): boolean {
  return box.atMs - box.status!.uptimeS * 1000 < savedMs;
}

export function savedForLater(): void {
  savedMs = Date.now();
}

/** A button that takes two presses; "armed" is the one that was pressed once. */
export function twice(verb: string, argument: string, word: string, of: string, armed: string): HTMLElement {
  const isArmed = armed === `${verb} ${argument}`;
  return h("button", { type: "button", class: isArmed ? "danger" : "quiet", "data-do": `${verb} ${argument}`, "aria-label": `${isArmed ? t("sure") : word} ${of}` },
    isArmed ? t("sure") : word);
}
