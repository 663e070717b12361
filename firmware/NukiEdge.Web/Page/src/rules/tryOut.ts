/** Runs a scene now, and says of each step what came of it and when, from the log. */
import { call, get, Problem } from "../client.ts";
import { took } from "../format.ts";
import { inWords } from "../form.ts";
import { said, t } from "../words.ts";
import type { SceneItem } from "./house.ts";
import { stepWords } from "./sentence.ts";
import { meet, store } from "./store.ts";

interface StepRecord { kind: string; run?: number; step?: number; type?: string; work?: string; fault?: string | null; result?: number | null; startUs?: number; endUs?: number }

export interface Line { words: string; result: string; isBad: boolean }

export interface Trial { isRunning: boolean; lines: Line[]; fault: string }

const askMs = 250, slackMs = 4000, usualTimeoutMs = 5000, changed = 412;
const trials = new Map<string, Trial>();

export function trialOf(scene: SceneItem): Trial | undefined {
  return trials.get(scene.key);
}

/** @param draw shows what is known until now. */
export async function tryOut(scene: SceneItem, id: number, draw: () => void): Promise<void> {
  const trial: Trial = { isRunning: true, lines: [], fault: "" };
  trials.set(scene.key, trial);
  draw();
  try {
    const { run, after } = await begin(scene, id);
    const awaited = scene.steps.filter(s => s.v.kind !== "wait").length, until = Date.now() + longestMs(scene);
    while (trial.lines.length < awaited && Date.now() < until) {
      await new Promise(resolve => setTimeout(resolve, askMs));
      const log = await get<{ records: StepRecord[] }>(`/api/log?after=${after}&limit=50`);
      const mine = log.records.filter(r => r.kind === "step" && r.run === run).sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
      if (mine.length > trial.lines.length) {
        trial.lines = mine.map(r => line(r, scene));
        draw();
      }
    }
    trial.fault = trial.lines.length < awaited ? t("try.none") : "";
  } catch (e) {
    if (e instanceof Problem && e.status === changed) {
      throw e; // the scene may be another one, or gone
    }
    trial.fault = inWords(e);
  } finally {
    trial.isRunning = false;
  }
}

/** Scenes go by place: the box runs it only while that is what this page has read. What else of the house changed does not matter. */
async function begin(scene: SceneItem, id: number): Promise<{ run: number; after: number }> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return (await call("POST", `/api/scenes/${id}/run?revision=${encodeURIComponent(store.revision)}`)).json as { run: number; after: number };
    } catch (e) {
      if (!isFirst || !(e instanceof Problem) || e.status !== changed || !await meet() || store.scenes[id] !== scene) {
        throw e;
      }
    }
  }
}

function longestMs(scene: SceneItem): number {
  return scene.steps.reduce((sum, s) => sum + Number(s.v.waitMs ?? 0) + Number(s.v.timeoutMs || usualTimeoutMs), slackMs);
}

/** A relay says after which time it was switched; a call how long it took, and what the target answered. */
function line(r: StepRecord, scene: SceneItem): Line {
  const step = scene.steps[r.step ?? -1], end = r.endUs ?? 0;
  const answer = r.result ?? null, isBad = r.fault != null || (answer !== null && answer >= 400);
  const time = r.type === "relay" ? t("try.after", { time: took(end) }) : took(end - (r.startUs ?? 0));
  const outcome = r.fault != null ? said("fault", r.fault) : answer !== null ? `HTTP ${answer}${answer === 401 ? ` (${t("try.login")})` : ""}` : "";
  return { words: step ? stepWords(step.v) : r.work ?? "", result: [outcome, time].filter(Boolean).join(", "), isBad };
}
