// Puts the parts of the page together and hands each new picture round.
import { byId, el, onChange, setText } from './dom.js';
import { follow, post } from './feed.js';
import { drawDoor, tickDoor } from './door.js';
import { Keys } from './keys.js';
import { drawLog } from './log.js';
import { drawBroker, makeBroker } from './broker.js';
import { drawClock, makeClock, tickClock } from './wallclock.js';
import { drawOwner } from './owner.js';
import { drawCalls, drawRelays, drawSink, tickRelays } from './effects.js';

const LIVE_WORDS = { wait: 'connecting', live: 'live', polling: 'polling', lost: 'no answer: is the simulator still running?' };

let state = null;
let chosen = null; // id of the lock whose door is drawn

const keys = new Keys(() => chosen);
makeClock(answer => keys.tell(answer));
makeBroker(answer => keys.tell(answer));

const drawTabs = onChange(([names, current]) => {
  byId('tabs').replaceChildren(...names.map(([id, name]) => {
    const tab = el('button', { type: 'button', class: 'tab', 'aria-pressed': String(id === current) }, name);
    tab.addEventListener('click', () => {
      chosen = id;
      draw();
      byId('tabs').querySelector('[aria-pressed="true"]')?.focus();
    });
    return tab;
  }));
});

const drawConfirm = onChange(logins => {
  const box = byId('confirm');
  box.hidden = logins.length === 0;
  box.replaceChildren(...logins.map(one => {
    const button = el('button', { type: 'button', class: 'primary' }, 'Confirm this lock');
    button.addEventListener('click', async () => keys.tell(await post('/api/logins/confirm', { login: one.login })));
    return el('p', {}, 'The login ', el('strong', {}, one.user), ' came for the first time, as ', el('strong', {}, one.lock),
      '. Its events are held until you say that this is right. ', button);
  }));
});

const drawCounters = onChange(broker => {
  setText(byId('n-announcements'), String(broker.announcements));
  setText(byId('n-clients'), String(broker.clients));
  setText(byId('n-port'), '127.0.0.1:' + broker.port);
});

function draw() {
  if (state.locks.length > 0 && !state.locks.some(lock => lock.id === chosen)) {
    chosen = (state.locks.find(lock => lock.hasKeys) ?? state.locks[0]).id;
  }
  const lock = state.locks.find(one => one.id === chosen);
  drawTabs([state.locks.map(one => [one.id, one.name]), chosen]);
  drawCounters(state.broker);
  drawConfirm(state.toConfirm);
  if (lock) {
    drawDoor(lock);
    keys.draw(lock, state.locks);
  }
  drawRelays(state.relays);
  drawLog(state.log);
  drawCalls(state.calls);
  drawSink(state.sink);
  drawClock(state.clock);
  drawBroker(state.broker);
  drawOwner(state.ownersPage);
  byId('safe').hidden = !state.safe;
  const fault = byId('fault');
  fault.hidden = state.fault === null;
  setText(fault, state.fault ?? '');
}

function showLive(how) {
  byId('live').dataset.live = how;
  setText(byId('live-word'), LIVE_WORDS[how]);
}

follow(next => {
  state = next;
  draw();
}, showLive);

setInterval(() => {
  tickRelays();
  tickDoor();
  tickClock();
}, 100);
