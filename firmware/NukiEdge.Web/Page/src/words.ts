/** Words in the reader's language: flat files, loaded on demand. */
import type english from "./lang/en.json";

export type Word = keyof typeof english;

export const languages: Record<string, string> = {
  en: "English", de: "Deutsch", fr: "Français", it: "Italiano", es: "Español", nl: "Nederlands",
};

const kept = "nukiedge.language";
let words: Partial<Record<Word, string>> = {};
export let language = "en";

/** The language that was chosen here, or the first of the browser's that we have. */
export function wished(): string {
  const chosen = stored();
  const all = [chosen ?? "", ...navigator.languages].map(l => l.slice(0, 2).toLowerCase());
  return all.find(l => l in languages) ?? "en";
}

function stored(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null; // storage is switched off
  }
}

/** Loads a language; the one before stays where it cannot be loaded. */
export async function speak(wanted: string, keep = false): Promise<void> {
  const answer = await fetch(`/${wanted}.json`);
  if (!answer.ok) {
    throw new Error("no words");
  }
  words = await answer.json() as Record<Word, string>;
  language = wanted;
  document.documentElement.lang = wanted;
  if (keep) {
    try {
      localStorage.setItem(kept, wanted);
    } catch {
      // storage is switched off: it holds until the reload
    }
  }
}

/** The words for a key, {name} replaced. What another program said in its own words goes in as a value. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return (words[word] ?? word).replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}

/** The words for a key that a number of the box is part of, or null: for a number of a newer box, or where a value is not there. */
export function phrase(word: string, values: Record<string, string | number | null | undefined> = {}): string | null {
  const text = words[word as Word] as string | undefined;
  return text === undefined || [...text.matchAll(/\{(\w+)\}/g)].some(m => values[m[1]!] == null) ? null
    : text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** The words for a name that the box says, such as "unlock" in "action.unlock"; the name itself where we have none. */
export function said(group: string, name: string): string {
  return words[`${group}.${name}` as Word] ?? name;
}
