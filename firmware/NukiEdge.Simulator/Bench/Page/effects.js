// What a scene moved: relays as lamps, and the HTTP calls that reached the sink.
import { byId, clock, el, icon, onChange, setText, span } from './dom.js';

const lamps = []; // one for each relay: node, rest and when it goes off

const drawRelaySet = onChange(names => {
  lamps.length = 0;
  byId('relays').replaceChildren(...names.map(name => {
    const rest = el('span', { class: 'rest' }, 'off');
    const node = el('li', { class: 'lamp' }, icon('bulb', 'bulb'), el('span', { class: 'lamp-name' }, name), rest);
    lamps.push({ node, rest, offAt: null });
    return node;
  }));
});

/** Draws all relays. */
export function drawRelays(relays) {
  drawRelaySet(relays.map(relay => relay.name));
  relays.forEach((relay, i) => {
    lamps[i].offAt = relay.offAt;
    lamps[i].node.classList.toggle('on', relay.on);
  });
  tickRelays();
}

/** The rest of the on-time goes down between two pictures. */
export function tickRelays() {
  for (const lamp of lamps) {
    setText(lamp.rest, lamp.offAt === null ? 'off' : 'on, ' + span(lamp.offAt - Date.now()));
  }
}

export const drawCalls = onChange(calls => {
  const nothing = el('li', { class: 'muted' }, 'None yet. Anna\u2019s scene makes one in the sample house.');
  byId('calls').replaceChildren(...(calls.length === 0 ? [nothing] : calls.map(call)));
});

function call(one) {
  const after = one.sinceEventMs === null ? '' : one.sinceEventMs.toFixed(1) + ' ms after the key';
  return el('li', {},
    el('span', { class: 'when' }, clock(one.at), after ? ' \u00b7 ' + after : ''),
    el('code', {}, el('b', {}, one.method), ' ' + one.path),
    one.body ? el('code', { class: 'body' }, one.body) : null,
    one.headers ? el('span', { class: 'muted' }, one.headers) : null);
}

export const drawSink = onChange(sink => {
  const where = '127.0.0.1:' + sink.port;
  setText(byId('sink'), sink.isListening ? 'to ' + where : 'Port ' + sink.port + ' is taken by another program: calls to ' + where + ' go there and are not shown.');
  byId('sink').classList.toggle('taken', !sink.isListening);
});
