/** What the box has, what is typed and not saved yet, and how one becomes the other (PUT /api/rules, without a restart). */
import { hex, utf8 } from "../access/bytes.ts";
import { sha256 } from "../access/sha256.ts";
import { call, Problem } from "../client.ts";
import { draft, dropDraft, keepDraft } from "../drafts.ts";
import { readHouse, type House, type ReadHouse } from "../house.ts";
import { differences, type Difference } from "../pages/differences.ts";
import { freeName, fromRule, fromScene, newKey, toRule, toScene, usual, type Item, type Parts, type SceneItem } from "./house.ts";
import { fillSecrets, withoutSecrets } from "./secrets.ts";
import { sameThing, targetOf, type Values } from "./templates.ts";

const kept = "rules";

/** The box's house and its revision; the items that are edited; which of them is open; what somebody else saved meanwhile. */
export const store = {
  house: {} as House, revision: "", base: { scenes: [], rules: [] } as Parts, rules: [] as Item[], scenes: [] as SceneItem[],
  open: "", theirs: null as ReadHouse | null,
};

/** Passwords that were typed for targets, by the step's key: in memory only, until they are sent. */
export const passwords = new Map<string, { user: string; password: string; basic: boolean }>();

export function mine(): Parts {
  return { scenes: store.scenes.map(toScene), rules: store.rules.map(r => toRule(r.v)) };
}

/** What saving would change. */
export function changes(): Difference[] {
  return differences(store.base as never, mine() as never);
}

export function isDirty(): boolean {
  return passwords.size > 0 || changes().length > 0;
}

/** Changes whenever what it names does: forms that offer it are drawn anew. */
export function print(parts: Parts): string {
  return hex(sha256(utf8(JSON.stringify(parts)))).slice(0, 16);
}

/** Reads the house; what was typed before a reload comes back, and where somebody else changed the rules meanwhile, that is shown. */
export async function openStore(): Promise<void> {
  const now = await readHouse(), unsaved = draft(kept);
  const typed = store.scenes.map(s => s.steps.map(step => passwords.get(step.key))); // this page was left and opened again
  passwords.clear();
  take(now);
  if (!unsaved) {
    return;
  }
  try {
    const scenes = JSON.parse(unsaved.scenes!) as { v: Values; steps: Values[] }[], rules = JSON.parse(unsaved.rules!) as Values[];
    store.scenes = scenes.map(s => ({ key: newKey(), v: s.v, steps: s.steps.map(v => ({ key: newKey(), v })) }));
    store.rules = rules.map(v => ({ key: newKey(), v }));
    store.scenes.forEach((s, at) => s.steps.forEach((step, n) => {
      fillSecrets(step.v, now.house);
      const password = typed[at]?.[n];
      if (password) {
        passwords.set(step.key, password);
      }
    }));
    const [list, at, step] = unsaved.open!.split(" ");
    const item = list === "rules" ? store.rules[Number(at)] : store.scenes[Number(at)];
    store.open = item ? [item.key, list === "scenes" && store.scenes[Number(at)]?.steps[Number(step)]?.key].filter(Boolean).join(" ") : "";
    store.theirs = unsaved.print === print(store.base) ? null : now;
  } catch {
    dropDraft(kept); // of another version of this page
    take(now);
  }
}

/** Begins anew with what the box has. What is open stays open where it is still there. */
function take(now: ReadHouse): void {
  const [openAt, stepAt] = openPlace().split(" ").slice(1).map(Number), wasRule = openPlace().startsWith("rules");
  Object.assign(store, { house: now.house, revision: now.revision, base: usual(now.house), theirs: null });
  store.rules = (now.house.rules ?? []).map(r => ({ key: newKey(), v: fromRule(r) }));
  store.scenes = (now.house.scenes ?? []).map(fromScene);
  const item = openAt === undefined ? undefined : (wasRule ? store.rules : store.scenes)[openAt];
  store.open = item ? [item.key, !wasRule && stepAt !== undefined && store.scenes[openAt!]?.steps[stepAt]?.key].filter(Boolean).join(" ") : "";
}

/** "rules 2", "scenes 0 1": keys do not outlive a reload. */
function openPlace(): string {
  const [key, step] = store.open.split(" "), rule = store.rules.findIndex(r => r.key === key), scene = store.scenes.findIndex(s => s.key === key);
  const stepAt = scene < 0 ? -1 : store.scenes[scene]!.steps.findIndex(s => s.key === step);
  return rule >= 0 ? `rules ${rule}` : scene >= 0 ? `scenes ${scene}${stepAt >= 0 ? ` ${stepAt}` : ""}` : "";
}

/** Keeps what is typed for a reload: no passwords, no keys. */
export function keep(): void {
  const steps = store.scenes.flatMap(s => s.steps);
  [...passwords.keys()].filter(key => !steps.some(s => s.key === key)).forEach(key => passwords.delete(key));
  if (!isDirty() && !store.open) {
    dropDraft(kept);
    return;
  }
  keepDraft(kept, {
    rules: JSON.stringify(store.rules.map(r => r.v)), print: store.theirs ? "" : print(store.base), open: openPlace(),
    scenes: JSON.stringify(store.scenes.map(s => ({ v: s.v, steps: s.steps.map(step => withoutSecrets(step.v)) }))),
  });
}

export async function discard(): Promise<void> {
  passwords.clear();
  store.open = "";
  dropDraft(kept);
  take(store.theirs ?? await readHouse());
}

/** Mine stays, on top of what somebody else saved: the next save replaces it. */
export function keepMine(): void {
  const { house, revision } = store.theirs!;
  Object.assign(store, { house, revision, base: usual(house), theirs: null });
  keep();
}

/** Somebody saved something: taken quietly where the rules are the same, or nothing is typed; else shown. False: to be decided. */
export async function meet(): Promise<boolean> {
  const now = await readHouse();
  const isSame = sameThing(usual(now.house), store.base);
  if (!isSame && isDirty()) {
    store.theirs = now;
    keep();
    return false;
  }
  if (isSame) {
    Object.assign(store, { house: now.house, revision: now.revision });
  } else {
    take(now);
  }
  return true;
}

/** Saves all of it. A refused one throws a Problem with its field; false: somebody else was faster. */
export async function save(): Promise<boolean> {
  const parts = mine();
  if (!sameThing(parts, store.base)) {
    for (let isFirst = true; ; isFirst = false) {
      try {
        store.revision = (await call("PUT", "/api/rules?revision=" + encodeURIComponent(store.revision), JSON.stringify(parts))).json.revision as string;
        break;
      } catch (e) {
        if (!(e instanceof Problem) || e.status !== 412) {
          throw e;
        }
        if (!await meet() || !isFirst) {
          return false; // the revision counts the whole house: where only persons changed, it is tried once more
        }
      }
    }
    store.base = parts;
  }
  await sendPasswords();
  const now = await readHouse();
  if (sameThing(usual(now.house), parts)) {
    Object.assign(store, { house: now.house, revision: now.revision, base: parts, theirs: null });
  } else {
    take(now);
  }
  keep();
  return true;
}

async function sendPasswords(): Promise<void> {
  const steps = store.scenes.flatMap((s, at) => s.steps.map((step, n) => ({ step, place: `scenes[${at}].steps[${n}].password` })));
  for (const { step, place } of steps) {
    const typed = passwords.get(step.key), target = targetOf(step.v);
    if (typed && target) {
      try {
        await call("PUT", "/api/targets", (session, counter) =>
          JSON.stringify({ ...target, user: typed.user, box: session.seal(counter, "target", utf8(typed.password)), basic: typed.basic }));
      } catch (e) {
        throw e instanceof Problem && e.status === 400 ? new Problem(400, e.detail, place, 0, e.limit) : e;
      }
    }
    passwords.delete(step.key);
  }
}

/** One rule more: this person, this scene; before the rules that are for anybody. Where somebody else saves at the same time, once more. */
export async function addRule(person: string, scene: string): Promise<string> {
  for (let tries = 3; ; tries--) {
    const { house, revision } = await readHouse();
    const rules = house.rules ?? [], name = freeName(`${person} → ${scene}`, rules);
    const before = rules.findIndex(r => typeof r.who === "string");
    rules.splice(before < 0 ? rules.length : before, 0, { name, who: { person }, scene });
    try {
      await call("PUT", "/api/rules?revision=" + encodeURIComponent(revision), JSON.stringify({ scenes: house.scenes ?? [], rules }));
      return name;
    } catch (e) {
      if (!(e instanceof Problem) || e.status !== 412 || tries === 1) {
        throw e;
      }
    }
  }
}
