// The drawn door: bolt, leaf and ring follow what the lock says over MQTT.
import { byId, el, icon, onChange, setText, span } from './dom.js';

const CLOSED = 2;
const OPEN = 3;
// Lock states (facts A5) in which the bolt is out.
const BOLT_OUT = [1, 4];
const MOVING = [2, 4, 7];

let factsAt = null;

const drawScene = onChange(([state, door, connected, words]) => {
  const scene = byId('scene');
  scene.classList.toggle('open', door === OPEN);
  scene.classList.toggle('locked', BOLT_OUT.includes(state));
  scene.classList.toggle('moving', MOVING.includes(state));
  scene.classList.toggle('unlatched', state === 5 || state === 7);
  scene.classList.toggle('offline', connected === false);
  setText(byId('scene-title'), words);
});

const drawStates = onChange(lock => {
  const isLocked = BOLT_OUT.includes(lock.state);
  const battery = lock.batteryPercent < 0 ? 'not known'
    : lock.batteryPercent + ' %' + (lock.batteryCharging ? ', charging' : '') + (lock.batteryCritical ? ', critical' : '') + (lock.keypadBatteryCritical ? '; keypad critical' : '');
  const link = lock.connected === null ? 'never seen' : lock.connected ? 'connected' : 'offline';
  byId('states').replaceChildren(
    fact('big', icon(isLocked ? 'locked' : 'unlocked'), 'lock', lock.stateWord),
    fact('big', icon('door'), 'door', lock.doorWord),
    fact('', null, 'battery', battery),
    fact('', null, 'MQTT', link),
    fact('', null, 'id', lock.id),
    fact('', null, 'newest fact', el('span', { id: 'facts-age' }, 'never')));
});

function fact(className, drawn, name, value) {
  return el('div', { class: 'fact ' + className }, drawn, el('span', { class: 'fact-name' }, name), el('span', { class: 'fact-value' }, value));
}

/** Draws one lock. */
export function drawDoor(lock) {
  factsAt = lock.factsAt;
  const { factsAt: _, credentials: __, powered: ___, ...shown } = lock;
  drawScene([lock.state, lock.door, lock.connected, lock.name + ': ' + lock.stateWord + ', door ' + lock.doorWord]);
  drawStates(shown);
  tickDoor();
}

/** The age goes on while nothing else changes. */
export function tickDoor() {
  const age = byId('facts-age');
  if (age && factsAt !== null) {
    const seconds = Math.max(0, Date.now() - factsAt);
    setText(age, seconds < 2000 ? 'just now' : span(Math.floor(seconds / 1000) * 1000).replace('.0', '') + ' ago');
  }
}

/** A pulse along the wire from the lock to the box: something was announced. */
export function pulse() {
  const scene = byId('scene');
  scene.classList.remove('sent');
  void scene.getBoundingClientRect(); // the animation starts again only after a layout
  scene.classList.add('sent');
}

export const isOpen = lock => lock.door === OPEN;
export const isBoltOut = lock => BOLT_OUT.includes(lock.state);
export const hasSensor = lock => lock.door === OPEN || lock.door === CLOSED;
