// Pictures of the state: by one event stream, and by polling where there is none (too many streams, a proxy, a restart).

const POLL_MS = 1000;
const SILENT_MS = 12000; // the server beats every 5 s
const RETRY_MS = 5000;

export function follow(onState, onLive) {
  let source = null;
  let heardAt = 0;
  let triedAt = 0;
  let polling = false;

  function heard(event) {
    heardAt = Date.now();
    onLive('live');
    if (event.type === 'state') {
      onState(JSON.parse(event.data));
    }
  }

  function open() {
    triedAt = Date.now();
    source?.close();
    source = new EventSource('/api/events');
    source.addEventListener('state', heard);
    source.addEventListener('beat', heard);
  }

  async function poll() {
    if (polling) {
      return;
    }
    polling = true;
    try {
      const answer = await fetch('/api/state', { cache: 'no-store' });
      if (answer.ok) {
        onState(await answer.json());
        onLive('polling');
      }
    } catch {
      onLive('lost');
    } finally {
      polling = false;
    }
  }

  function watch() {
    const isLive = source?.readyState === EventSource.OPEN && Date.now() - heardAt < SILENT_MS;
    if (isLive) {
      return;
    }
    if (source === null || Date.now() - triedAt > RETRY_MS) {
      open();
    } else if (Date.now() - triedAt > POLL_MS / 2) {
      poll();
    }
  }

  watch();
  setInterval(watch, POLL_MS);
}

/** Posts JSON. Answers {payload, fault}: what was sent, and what went wrong in words for a person, or null. */
export async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.json();
    return answer.ok ? text : { fault: text.title ?? 'refused (' + answer.status + ')' };
  } catch {
    return { fault: 'the simulator does not answer: is it still running?' };
  }
}
