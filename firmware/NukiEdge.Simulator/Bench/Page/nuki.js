// The panel "Nuki account": what the owner does at web.nuki.io, and what can go wrong with its server.
import { byId, clock, el, onChange, setText } from './dom.js';
import { post } from './feed.js';

const POLL_MS = 1000;
const WEBHOOK_TO = 'http://127.0.0.1:8124/webhook'; // the sink, which shows what came

let view = null;
let polling = null;

async function tell(path, body) {
  const answer = await post('/api/nuki/' + path, body);
  setText(byId('nuki-told'), answer.fault ?? '');
  await look();
  return answer;
}

const lockName = id => view.locks.find(lock => lock.id === id)?.name ?? id;
const what = auth => auth.kind + ' ' + auth.number;

/** A button that does something and then shows what came of it. */
function button(text, act) {
  const node = el('button', { type: 'button' }, text);
  node.addEventListener('click', act);
  return node;
}

function rename(auth) {
  const name = prompt('New name of ' + auth.name + ' (' + what(auth) + ')', auth.name);
  if (name) {
    tell('auths/' + auth.id + '/rename', { name });
  }
}

/** Somebody else gets the number of a deleted code: the accident that the guard is for. */
function recreate(auth) {
  const name = prompt('Who gets number ' + auth.number + ' at ' + lockName(auth.lock) + '?', 'Guest');
  if (name) {
    tell('codes', { lock: auth.lock, name, number: auth.number });
  }
}

function row(auth) {
  const fingers = auth.fingerprints.length === 0 ? '' : ' with finger ' + auth.fingerprints.join(', ');
  return el('tr', { class: (auth.waits ? 'waits' : '') + (auth.enabled ? '' : ' off'), 'data-id': auth.id },
    el('td', {}, el('span', { class: 'who' }, auth.name)),
    el('td', { class: 'number' }, what(auth)),
    el('td', { class: 'id' }, el('code', {}, auth.id), fingers),
    el('td', { class: 'keys' }, button('Rename', () => rename(auth)), button('Delete', () => tell('auths/' + auth.id + '/delete', {}))));
}

const drawLocks = onChange(([locks, auths]) => {
  byId('nuki-locks').replaceChildren(...locks.map(lock => el('table', {},
    el('caption', {}, lock.name, el('span', { class: 'muted' }, ' ' + lock.id + ', smartlockId ' + lock.smartlockId
      + (lock.online ? '' : ', offline') + (lock.hasKeypad ? '' : ', no keypad'))),
    el('thead', {}, el('tr', {}, el('th', {}, 'name'), el('th', {}, 'number'), el('th', { class: 'id' }, 'document id'), el('th', {}))),
    el('tbody', {}, ...auths.filter(auth => auth.lock === lock.id).map(row)))));
});

const drawChoices = onChange(([locks, auths, deleted]) => {
  fill('nuki-lock', locks.filter(lock => lock.hasKeypad).map(lock => [lock.id, lock.name]));
  fill('nuki-about', [...locks.map(lock => [lock.id, 'lock ' + lock.name]),
    ...auths.map(auth => [auth.id, auth.name + ', ' + what(auth)]),
    ...deleted.map(auth => [auth.id, auth.name + ', ' + what(auth) + ', deleted'])]);
});

function fill(id, options) {
  const select = byId(id);
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => el('option', { value, selected: value === chosen }, text)));
}

const drawDeleted = onChange(([deleted, auths]) => {
  const none = el('li', { class: 'muted' }, 'Nothing was deleted yet.');
  byId('nuki-deleted').replaceChildren(...(deleted.length === 0 ? [none] : deleted.map(auth => {
    const next = auths.find(one => one.lock === auth.lock && one.number === auth.number && (one.kind === 'code') === (auth.kind === 'code'));
    const fate = next ? 'now ' + next.name + '\u2019s' : 'free again';
    const again = next || auth.kind !== 'code' ? null : button('Re-create with ' + auth.number, () => recreate(auth));
    return el('li', { 'data-id': auth.id }, el('span', {}, auth.name + ', ' + what(auth) + ', ' + lockName(auth.lock) + ': ' + fate), again);
  })));
});

const drawPending = onChange(pending => {
  byId('nuki-pending').replaceChildren(...pending.map(one => el('li', { class: 'muted' },
    'Accepted: ' + one.what + ' ' + one.name + ', ' + lockName(one.lock) + ', due ' + clock(one.dueAt))));
});

const drawSwitches = onChange(([locks, revoked]) => {
  byId('nuki-switches').replaceChildren(
    button(revoked ? 'Make the token good again' : 'Revoke the token', () => tell('token', { good: revoked })),
    ...locks.map(lock => button(lock.name + ': ' + (lock.online ? 'take offline' : 'bring online'),
      () => tell('locks/' + lock.id + '/online', { online: !lock.online }))));
});

const drawRequests = onChange(requests => {
  const none = el('li', { class: 'muted' }, 'Nobody has asked yet.');
  byId('nuki-requests').replaceChildren(...(requests.length === 0 ? [none] : requests.map(one => el('li', {},
    el('code', {}, el('b', {}, one.method), ' ' + one.target),
    el('span', { class: 'muted' }, clock(one.at) + (one.hadToken ? '' : ', no token') + ', ' + (one.status || 'no answer'))))));
});

const drawSettings = onChange(([fault, faults, delayMs, perMinute]) => {
  fill('nuki-fault', faults.map(name => [name, words(name)]));
  set('nuki-fault', fault);
  set('nuki-delay', delayMs / 1000);
  set('nuki-rate', perMinute);
});

/** Leaves alone what somebody is typing. */
function set(id, value) {
  const input = byId(id);
  if (input !== document.activeElement || input.value === '') {
    input.value = value;
  }
}

/** StalledInside: stalled inside. Status429Date: status 429 date. */
function words(name) {
  return name.replace(/([a-z])([A-Z0-9])|(\d)([A-Z])/g, '$1$3 $2$4').toLowerCase();
}

function draw() {
  byId('nuki').hidden = false;
  setText(byId('nuki-address'), view.address);
  drawChoices([view.locks, view.auths, view.deleted]);
  drawLocks([view.locks, view.auths]);
  drawDeleted([view.deleted, view.auths]);
  drawPending(view.pending);
  drawSwitches([view.locks, view.revoked]);
  drawSettings([view.fault, view.faults, view.delayMs, view.perMinute]);
  drawRequests(view.requests);
}

async function look() {
  try {
    const answer = await fetch('/api/nuki', { cache: 'no-store' });
    if (answer.ok) {
      view = await answer.json();
      draw();
    } else if (view === null) {
      clearInterval(polling); // this bench has no account
    }
  } catch {
    // The top of the page says that the simulator does not answer.
  }
}

function settings() {
  tell('settings', {
    fault: byId('nuki-fault').value,
    delayMs: Math.round(Number(byId('nuki-delay').value) * 1000),
    perMinute: Math.round(Number(byId('nuki-rate').value)),
  });
}

for (const id of ['nuki-fault', 'nuki-delay', 'nuki-rate']) {
  byId(id).addEventListener('change', settings);
}

byId('nuki-create').addEventListener('submit', async event => {
  event.preventDefault();
  const answer = await tell('codes', { lock: byId('nuki-lock').value, name: byId('nuki-name').value });
  if (!answer.fault) {
    byId('nuki-name').value = '';
  }
});

byId('nuki-webhook').addEventListener('submit', event => {
  event.preventDefault();
  tell('webhook', { url: byId('nuki-url').value, feature: event.submitter.value, id: byId('nuki-about').value });
});

byId('nuki-url').value = WEBHOOK_TO;
polling = setInterval(() => {
  if (!document.hidden) {
    look();
  }
}, POLL_MS);
look();
