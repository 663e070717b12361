/** Talks to the box: one request at a time, each signed; problems as typed errors. */
import { utf8 } from "./access/bytes.ts";
import { logIn, sealedPassword, setUp } from "./access/owner.ts";
import { Session } from "./access/session.ts";

/** The box refused, as problem+json says (RFC 9457). */
export class Problem extends Error {
  constructor(readonly status: number, readonly detail: string, readonly field: string, readonly waitS: number, readonly limit: number | null = null) {
    super(detail);
  }
}

/** No answer: the network, or the box is off. */
export class Offline extends Error {}

/** A body that seals secrets needs the session and the counter of its own request. */
export type Body = string | ((session: Session, counter: number) => string | Promise<string>);

export interface Answer {
  readonly text: string;
  readonly json: any;
  readonly etag: string | null;
  /** What a sealed field of this answer holds; null where it is not the box's. */
  secret(purpose: string, boxed: string): string | null;
}

type Plain = Omit<Answer, "secret">;

const answerMs = 20000, busy = 503, shortestWaitMs = 250, mostTries = 6;
let session: Session | null = null;
let queue: Promise<unknown> = Promise.resolve();
const listeners = { ended: () => {}, reached: (_: boolean) => {} };

export function isOpen(): boolean {
  return session !== null;
}

/** Tells when the session is over, and whether the last request was answered. */
export function listen(ended: () => void, reached: (yes: boolean) => void): void {
  listeners.ended = ended;
  listeners.reached = reached;
}

/** Requests stand in line: the box has few connections, and a change must not overtake the one before it. */
export function call(method: string, target: string, body?: Body, headers: Record<string, string> = {}): Promise<Answer> {
  const mine = queue.then(() => patiently(method, target, body, headers));
  queue = mine.catch(() => {});
  return mine;
}

export async function get<T>(target: string): Promise<T> {
  return (await call("GET", target)).json as T;
}

/** The address of an event stream, with its ticket; null without a session. */
export function streamAddress(target: string): string | null {
  return session?.ticket(target) ?? null;
}

export async function enter(password: string, progress: (part: number) => void): Promise<void> {
  session = await logIn(openly, password, progress);
}

export function setFirst(code: string, password: string, progress: (part: number) => void): Promise<void> {
  return setUp(openly, code, password, progress);
}

/**
 * Logs in first, which makes the session fresh, and afterwards once more, for a change of password ends all sessions. Other requests wait:
 * one of the old session would be refused in between.
 */
export function changePassword(current: string, next: string): Promise<void> {
  const mine = queue.then(async () => {
    session = await logIn(openly, current);
    await signed("PUT", "/api/password", async (s, counter) => JSON.stringify({ box: await sealedPassword(s, counter, next) }), {});
    session = await logIn(openly, next);
  });
  queue = mine.catch(() => {});
  return mine;
}

/** Logs in once more, for what needs a login of the last five minutes. A wrong password leaves the session as it is. */
export function renew(password: string): Promise<void> {
  const mine = queue.then(async () => {
    session = await logIn(openly, password);
  });
  queue = mine.catch(() => {});
  return mine;
}

/** Forgets the session key; the box forgets the session when it is told, or after 30 minutes. */
export async function leave(): Promise<void> {
  if (session) {
    await call("POST", "/api/logout").catch(() => {});
  }
  session = null;
}

/** Asks without a session: what may be known before login. */
export async function ask<T>(target: string): Promise<T> {
  return (await read(await reach(target, { method: "GET" }))).json as T;
}

async function openly(route: string, message: string): Promise<string> {
  const init = { method: "POST", body: JSON.stringify({ message }), headers: { "Content-Type": "application/json" } };
  return (await read(await reach("/api/" + route, init))).json.message as string;
}

/** While it reads something for another browser the box does nothing of a request (503): it is asked again, each time signed anew. */
async function patiently(method: string, target: string, body: Body | undefined, headers: Record<string, string>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await signed(method, target, body, headers);
    } catch (e) {
      if (!(e instanceof Problem && e.status === busy && e.waitS > 0 && tries < mostTries)) {
        throw e;
      }
      const ms = Math.min(e.waitS * 1000, shortestWaitMs * 2 ** (tries - 1));
      await new Promise(resolve => setTimeout(resolve, ms * (0.75 + Math.random() / 2))); // two browsers must not meet again
    }
  }
}

async function signed(method: string, target: string, body: Body | undefined, headers: Record<string, string>): Promise<Answer> {
  if (!session) {
    throw new Problem(401, "", "", 0);
  }
  const mine = session, counter = mine.next();
  const text = typeof body === "function" ? await body(mine, counter) : body;
  const bytes: Uint8Array = text === undefined ? new Uint8Array() : utf8(text);
  const proof = mine.sign(method, target, bytes as Uint8Array<ArrayBuffer>, counter).proof;
  const all: Record<string, string> = { ...headers, [Session.header]: proof };
  if (text !== undefined && !("Content-Type" in all)) {
    all["Content-Type"] = "application/json";
  }
  try {
    const answer = await read(await reach(target, { method, headers: all, ...(text === undefined ? {} : { body: bytes as BodyInit }) }));
    return { ...answer, secret: (purpose, boxed) => {
      const secret = mine.open(counter, purpose, boxed);
      return secret && new TextDecoder().decode(secret);
    } };
  } catch (e) {
    if (e instanceof Problem && e.status === 401) {
      session = null;
      listeners.ended();
    }
    throw e;
  }
}

async function reach(target: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(target, { ...init, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(answerMs) });
    listeners.reached(true);
    return answer;
  } catch {
    listeners.reached(false);
    throw new Offline();
  }
}

async function read(answer: Response): Promise<Plain> {
  const text = await answer.text().catch(() => {
    throw new Offline();
  });
  const isJson = /json/.test(answer.headers.get("Content-Type") ?? "");
  let json: any = null;
  try {
    json = isJson && text ? JSON.parse(text) : null;
  } catch {
    throw new Offline(); // cut off on its way
  }
  if (!answer.ok) {
    throw new Problem(answer.status, json?.title ?? "", json?.field ?? "", Number(answer.headers.get("Retry-After") ?? 0), json?.limit ?? null);
  }
  return { text, json, etag: answer.headers.get("ETag") };
}
