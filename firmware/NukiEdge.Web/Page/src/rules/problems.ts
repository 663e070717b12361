/** Where the box's problem belongs: "rules[2].scene", "scenes[0].steps[1].url". */
import type { Problem } from "../client.ts";
import { t } from "../words.ts";
import type { Wrong } from "./checks.ts";
import { store } from "./store.ts";

const parts: Record<string, string> = { url: "address", person: "who" };

/** What to open, and what stands at which field; null where it names no rule and no scene. */
export function placeOf(problem: Problem): { open: string; wrong: Wrong } | null {
  const match = /^(rules|scenes)\[(\d+)\](?:\.steps\[(\d+)\])?(.*)$/.exec(problem.field);
  if (!match) {
    return null;
  }
  const item = match[1] === "rules" ? store.rules[Number(match[2])] : store.scenes[Number(match[2])];
  const step = match[3] === undefined ? undefined : store.scenes[Number(match[2])]?.steps[Number(match[3])];
  const last = match[4]!.replace(/\[\d+\]/g, "").split(".").filter(Boolean).at(-1) ?? "";
  const values = step?.v ?? item?.v ?? {};
  const field = last in values || !(last in parts) ? last : parts[last]!;
  return item ? { open: [item.key, step?.key].filter(Boolean).join(" "), wrong: { field, text: t("error.refused", { why: problem.detail }) } } : null;
}
