/** News of the box: an event stream, or asking every few seconds where there is none. Quiet while nobody looks. */
import { isOpen, streamAddress } from "./client.ts";

const pollMs = 5000, againMs = 1000, streamAgainMs = 60000, aliveMs = 120000, gatherMs = 120;

export type LinkState = "live" | "polling" | "lost";

let source: EventSource | null = null;
let timer = 0;
let failures = 0;
let kinds = new Set<string>();
let gathering = 0;
let readAt = 0;
let refresh: (kinds: Set<string>) => Promise<void> = async () => {};
let tell: (state: LinkState) => void = () => {};

/** "changed" reads what the kinds name (log, relay, lock, persons; "all" for everything) and draws it. */
export function startLive(changed: (kinds: Set<string>) => Promise<void>, state: (state: LinkState) => void): void {
  refresh = changed;
  tell = state;
  stopLive();
  document.addEventListener("visibilitychange", look);
  look();
}

export function stopLive(): void {
  document.removeEventListener("visibilitychange", look);
  close();
}

function close(): void {
  source?.close();
  source = null;
  clearTimeout(timer);
}

function look(): void {
  close();
  if (!document.hidden && isOpen()) {
    failures = 0;
    connect();
  }
}

function connect(): void {
  const address = streamAddress("/api/events");
  if (!address) {
    return;
  }
  const mine = new EventSource(address);
  source = mine;
  mine.onopen = () => {
    failures = 0;
    tell("live");
    gather("all");
    keepAlive();
  };
  mine.onmessage = event => {
    try {
      Object.keys(JSON.parse(event.data)).forEach(gather);
    } catch {
      gather("all");
    }
  };
  mine.addEventListener("reset", () => gather("all"));
  mine.onerror = () => {
    close(); // a ticket works once: a new stream needs a new one
    failures++;
    if (isOpen() && !document.hidden) {
      timer = window.setTimeout(failures < 3 ? connect : poll, failures < 2 ? 300 : againMs);
    }
  };
}

/** No stream: all places are taken, or something between does not let it through. */
async function poll(): Promise<void> {
  const until = Date.now() + streamAgainMs;
  const once = async () => {
    if (!isOpen() || document.hidden) {
      return;
    }
    tell(await now(new Set(["all"])) ? "polling" : "lost");
    timer = window.setTimeout(() => void (Date.now() < until ? once() : connect()), pollMs);
  };
  await once();
}

/** While a stream is open no request keeps the session alive. */
function keepAlive(): void {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    if (Date.now() - readAt >= aliveMs) {
      gather("all");
    }
    keepAlive();
  }, aliveMs);
}

/** One reading for what comes together. */
function gather(kind: string): void {
  kinds.add(kind);
  gathering ||= window.setTimeout(() => {
    const all = kinds;
    kinds = new Set();
    gathering = 0;
    void now(all);
  }, gatherMs);
}

async function now(all: Set<string>): Promise<boolean> {
  try {
    readAt = Date.now();
    await refresh(all);
    return true;
  } catch {
    return false;
  }
}
