// The appliance's wall clock: what it shows, and how to set it. A rule with times can be tried without waiting for night.
import { byId, el, setText } from './dom.js';
import { post } from './feed.js';

const HOUR = 3600;
const STEPS = [['\u2212 1 day', -24 * HOUR], ['\u2212 1 hour', -HOUR], ['+ 1 hour', HOUR], ['+ 1 day', 24 * HOUR]];

let offset = 0; // seconds from this computer's time; null: not set

/** Fills the card once. */
export function makeClock(tell) {
  const set = async utc => tell(await post('/api/clock', { utc: Math.round(utc) }));
  const shown = () => Date.now() / 1000 + (offset ?? 0);
  const picker = el('input', { type: 'datetime-local', id: 'clock-at', step: 60 });
  picker.addEventListener('change', () => {
    const at = new Date(picker.value).getTime() / 1000;
    if (at > 0) {
      set(at);
    }
  });
  const button = (text, id, act) => {
    const node = el('button', { type: 'button', id }, text);
    node.addEventListener('click', act);
    return node;
  };
  byId('clock-keys').replaceChildren(
    ...STEPS.map(([text, s], i) => button(text, 'clock-step-' + i, () => set(shown() + s))),
    button('Right time', 'clock-right', () => set(Date.now() / 1000)),
    button('Not set', 'clock-none', () => set(0)));
  byId('clock-set').replaceChildren(el('label', { htmlFor: 'clock-at' }, 'Set it to '), picker);
}

export function drawClock(clock) {
  offset = clock.offsetS;
  tickClock();
}

/** It goes on between two pictures. */
export function tickClock() {
  const text = offset === null ? 'not set: rules with times are held'
    : new Date(Date.now() + offset * 1000).toLocaleString([], { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric',
      hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  setText(byId('clock-now'), text);
  // The two sides round a second each their own way.
  setText(byId('clock-off'), Math.abs(offset ?? 0) > 1 ? 'This computer\u2019s clock differs.' : '');
}
