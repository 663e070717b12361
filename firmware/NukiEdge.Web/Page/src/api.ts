/** What the box says: the parts of http-api.md that the page reads. */
import { get } from "./client.ts";

export interface LockNow {
  id: number; lock: string; name: string; state: string | null; door: string | null; connected: boolean | null;
  battery: number | null; batteryCritical: boolean; keypadBatteryCritical: boolean;
  stateAgeS: number | null; doorAgeS: number | null; connectedAgeS: number | null; batteryAgeS: number | null; refusedEvents: number;
}

export interface RelayNow { id: number; name: string; on: boolean; offInMs: number | null; longestOnMs: number }

export interface Latency { count: number; p50Us: number; p95Us: number; maxUs: number; buckets: number[] }

export interface Status {
  version: string; uptimeS: number; clock: number | null; safe: boolean; heapFree: number | null;
  lastRun: { end: string; seconds: number | null } | null; revision: string; undecided: number;
  locks: LockNow[]; relays: RelayNow[]; scenes: { id: number; name: string; sensitive: boolean }[];
  broker: { kind: string; port: number; clients: number };
  nukiWeb: { code: number; text: string; lastGood: number | null; asking: boolean } | null;
  warnings: { code: string; text: string; name?: string | null }[];
  latencies: { ends: number[]; decided: Latency; relay: Latency; http: Latency };
}

export interface LogRecord {
  n: number; kind: "event" | "step" | "note" | "gone"; at?: number | null; text?: string; lock?: number | null; verdict?: string; name?: string | null;
  decision?: string; what?: string; scene?: number | null; run?: number | null; type?: string; endUs?: number | null;
  who?: string; person?: number | null; code?: number; auth?: number; rule?: number | null; us?: number | null; result?: number | null; startUs?: number | null;
  reason?: number; context?: number; ruleName?: string | null; sceneName?: string | null; step?: number; fault?: string | null; relay?: number; order?: string;
  detail?: number; login?: string | null; credential?: Credential["kind"]; before?: string | null;
}

export interface Credential {
  id: string; lock: number; kind: "code" | "fingerprint" | "auth"; number: number; type: string | null;
  unconfirmed: boolean; doubtful: boolean; disabled: boolean;
}

export interface Person { id: number; name: string; undecided: boolean; credentials: Credential[] }

export interface People { undecided: number; persons: Person[]; nobody: Credential[] }

export interface Captured { n: number; lock: number; kind: Credential["kind"]; number: number; source: string; known: boolean; person: number | null }

/** The newest status, and when it came: ages grow from there. */
export const box: { status: Status | null; atMs: number } = { status: null, atMs: 0 };

export async function readStatus(): Promise<Status> {
  box.status = await get<Status>("/api/status");
  box.atMs = Date.now();
  return box.status;
}

export function lockName(lock: number): string {
  return box.status?.locks[lock]?.name ?? "#" + lock;
}

export function sceneName(scene: number | null | undefined): string {
  return scene == null ? "" : box.status?.scenes[scene]?.name ?? "";
}
