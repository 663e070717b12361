// A broker to kill: the locks lose their connection, and come back when it is there again.
import { byId, el, setText } from './dom.js';
import { post } from './feed.js';

let isOn = true;

/** Fills the card once. */
export function makeBroker(tell) {
  const button = el('button', { type: 'button', id: 'broker-key' }, 'Kill the broker');
  button.addEventListener('click', async () => tell(await post('/api/broker', { on: !isOn })));
  byId('broker-keys').replaceChildren(button);
}

export function drawBroker(broker) {
  isOn = broker.port > 0;
  setText(byId('broker-key'), isOn ? 'Kill the broker' : 'Start it again');
  setText(byId('broker-now'), isOn ? 'listens on port ' + broker.port
    : 'dead: no lock can come. After a minute NukiEdge starts itself again.');
}
