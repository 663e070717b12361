/** Keys that stand in steps, as of a Hue bridge: the box has them, but what is typed is kept for a reload without them. */
import type { House } from "../house.ts";
import { kindOf, readStep, type Values } from "./templates.ts";

const secretHeader = /^([^:\n]*(?:auth|token|key|secret|cookie|pass)[^:\n]*:).*$/gim;

export function withoutSecrets(v: Values): Values {
  const safe = { ...v };
  kindOf(v).fields.filter(f => f.kind === "secret").forEach(f => delete safe[f.name]);
  if (safe.headers) {
    safe.headers = safe.headers.replace(secretHeader, "$1 ");
  }
  return safe;
}

/** Those that the box has, of a step at the same address; others are empty, and the form asks for them. */
export function fillSecrets(v: Values, house: House): void {
  const like = (house.scenes ?? []).flatMap(s => s.steps).map(readStep).find(o => o.kind === v.kind && o.address === v.address && o.url === v.url);
  for (const field of kindOf(v).fields.filter(f => f.kind === "secret")) {
    v[field.name] ??= like?.[field.name] ?? "";
  }
  if (like?.headers && like.headers.replace(secretHeader, "$1 ") === v.headers) {
    v.headers = like.headers;
  }
}
