// Everything that can be pressed at the door.
import { byId, el, icon, onChange, setText } from './dom.js';
import { post } from './feed.js';
import { isBoltOut, isOpen, pulse } from './door.js';

const ACTIONS = [['unlatch', 'unlatch'], ['unlock', 'unlock'], ['lockNGo', 'lock\u2019n\u2019go'], ['lock', 'lock']];
const HAS_PRESSES = ['fob', 'button'];
const MAX_DIGITS = 10;
const MAX_NUMBER = 4294967295; // the grammar's limit; today's locks stay below 65536
const ATTACKS = [
  ['lock', 'Send as this lock', 'a real announcement, with any payload'],
  ['retained', 'Retained copy', 'as a broker replays it'],
  ['twice', 'Same packet twice', 'before its PUBREL, with DUP'],
  ['forged', 'From another lock\u2019s login', 'below this lock\u2019s topic'],
];

export class Keys {
  /** @param chosen answers the id of the lock that is drawn. */
  constructor(chosen) {
    this.chosen = chosen;
    this.lock = null;
    this.drawPeople = onChange(parts => this.#people(...parts));
    this.drawHands = onChange(parts => this.#hands(...parts));
    this.#choices();
    this.#keypad();
    this.#attacks();
  }

  /** Draws the keys of one lock. */
  draw(lock) {
    this.lock = lock;
    this.drawPeople([lock.id, lock.credentials, lock.credentialsLeftOut, lock.hasKeys]);
    this.drawHands([lock.id, isOpen(lock), isBoltOut(lock), lock.powered, lock.hasKeys, lock.batteryCritical, lock.keypadBatteryCritical]);
    this.#labels();
  }

  /** Shows a fault, or takes the last one away. */
  tell(answer) {
    setText(byId('told'), answer.fault ?? '');
  }

  async press(key, number) {
    const body = { key, action: this.#action(key) };
    if (number !== undefined) {
      body.number = number;
    }
    if (HAS_PRESSES.includes(key)) {
      body.presses = Number(document.querySelector('input[name=presses]:checked').value);
    }
    await this.#send('keys', body);
  }

  async #send(what, body) {
    const id = this.chosen();
    pulse();
    const answer = await post('/api/locks/' + id + '/' + what, body);
    this.tell(answer);
    if (answer.payload !== undefined && answer.payload !== null) {
      byId('payload').value = answer.payload;
      const topic = 'nuki/' + id + '/lockActionEvent';
      byId('wire').replaceChildren(el('code', {}, topic + ' ', el('b', {}, answer.payload)), el('span', { class: 'muted' }, meaning(answer.payload)));
    }
  }

  /** What the lock is told to do; two keys know no other action, and a fob or button press may have none. */
  #action(key) {
    const action = document.querySelector('input[name=action]:checked').value;
    if (key === 'backKey' || key === 'autoLock') {
      return 'lock';
    }
    return byId('without-action').checked && HAS_PRESSES.includes(key) ? 'none' : action;
  }

  #choices() {
    byId('actions').append(...ACTIONS.map(([value, word], i) => radio('action', value, word, i === 0)));
    byId('presses').append(...['1', '2', '3'].map((value, i) => radio('presses', value, value, i === 0)),
      el('label', {}, el('input', { type: 'checkbox', id: 'without-action' }), el('span', {}, 'without an action')));
  }

  #keypad() {
    const number = byId('number');
    for (const digit of ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0', 'clear']) {
      byId('digits').append(this.#digit(digit, number));
    }
    number.addEventListener('input', () => {
      number.value = number.value.replace(/\D/g, '').slice(0, MAX_DIGITS);
      this.#labels();
    });
    byId('keypad').addEventListener('submit', event => {
      event.preventDefault();
      this.press('code', this.#number('code'));
      number.value = '';
      this.#labels();
    });
    byId('finger').addEventListener('click', () => this.press('finger', this.#number('fingerprint')));
  }

  #digit(digit, number) {
    if (digit === 'back') {
      return this.#key('keypad-key', [icon('back')], 'Back key: lock the door', () => this.press('backKey'));
    }
    if (digit === 'clear') {
      return this.#key('keypad-key', [icon('wrong')], 'Clear the number', () => {
        number.value = '';
        this.#labels();
      });
    }
    return this.#key('keypad-key', [digit], null, () => {
      number.value = (number.value + digit).slice(0, MAX_DIGITS);
      this.#labels();
    });
  }

  /** The number in the display, or the first one that the house knows, so that the first press already does something. */
  #number(kind) {
    const typed = Number(byId('number').value);
    const known = this.lock?.credentials.find(one => one.kind === kind)?.number ?? 1;
    return typed >= 1 ? Math.min(typed, MAX_NUMBER) : known;
  }

  #labels() {
    byId('enter').replaceChildren(icon('code'), 'Code ' + this.#number('code'));
    byId('finger').replaceChildren(icon('finger'), 'Finger ' + this.#number('fingerprint'));
  }

  #people(id, credentials, leftOut, hasKeys) {
    const people = new Map();
    for (const one of credentials.filter(each => each.kind !== 'keypad')) {
      const name = one.person ?? 'Given to nobody';
      people.set(name, [...(people.get(name) ?? []), ...this.#keysOf(one)]);
    }
    const rows = [...people].sort(([a], [b]) => a.localeCompare(b)).map(([name, keys]) => person(name, keys));
    if (leftOut > 0) {
      rows.push(el('p', { class: 'help' }, 'and ' + leftOut + ' more credentials: type their numbers'));
    }
    rows.push(person('A stranger', this.#strangers(credentials), 'stranger'), person('Nobody', this.#nobody(), 'stranger'));
    byId('people').replaceChildren(...(hasKeys ? rows : [el('p', { class: 'help' }, 'No virtual lock plays this one; it has no keys here.')]));
    byId('keypad').inert = !hasKeys;
  }

  #keysOf(one) {
    const whose = one.person === null ? '' : one.person + '\u2019s ';
    const key = (drawn, word, pressed) => this.#key('key', [icon(drawn), word + ' ', number(pressed === 'autoUnlock' ? null : one.number)],
      whose + word + ' (' + one.number + ')', () => this.press(pressed, one.number));
    switch (one.kind) {
      case 'code': return [key('code', 'code', 'code')];
      case 'fingerprint': return [key('finger', 'finger', 'finger')];
      case 'fob': return [key('fob', 'fob', 'fob')];
      default: return [key('app', 'app', 'app'), key('near', 'auto-unlock', 'autoUnlock')];
    }
  }

  #strangers(credentials) {
    const unknown = kinds => {
      let number = 999;
      while (credentials.some(one => kinds.includes(one.kind) && one.number === number)) {
        number++;
      }
      return number;
    };
    const code = unknown(['code', 'fingerprint']);
    const auth = unknown(['app', 'fob', 'auth', 'keypad']);
    return [
      this.#key('key', [icon('code'), 'code ', number(code)], 'unknown code (' + code + ')', () => this.press('code', code)),
      this.#key('key', [icon('app'), 'app ', number(auth)], 'unknown app (' + auth + ')', () => this.press('app', auth)),
      this.#key('key', [icon('wrong'), 'wrong code'], null, () => this.press('wrongCode')),
    ];
  }

  #nobody() {
    return [
      this.#key('key', [icon('button'), 'button'], 'the button at the lock', () => this.press('button')),
      this.#key('key', [icon('home'), 'HomeKit'], null, () => this.press('homeKit')),
      this.#key('key', [icon('back'), 'back key'], 'the keypad\u2019s back key', () => this.press('backKey')),
      this.#key('key', [icon('clock'), 'auto-lock'], null, () => this.press('autoLock')),
    ];
  }

  #hands(id, open, locked, powered, hasKeys, low, keypadLow) {
    const hand = (button, text, what, body) => {
      const node = byId(button);
      node.disabled = !hasKeys;
      node.textContent = text;
      node.onclick = async () => this.tell(await post('/api/locks/' + id + '/' + what, body));
    };
    hand('move-door', open ? 'Close the door' : 'Open the door', 'door', { open: !open });
    hand('turn-bolt', locked ? 'Unlock by hand' : 'Lock by hand', 'bolt', { locked: !locked });
    hand('power', powered ? 'Pull its plug' : 'Plug it in', 'power', { on: !powered });
    hand('battery', low ? 'Change the battery' : 'Battery low', 'battery', { keypad: false, low: !low });
    hand('keypad-battery', keypadLow ? 'Change the keypad\u2019s battery' : 'Keypad battery low', 'battery', { keypad: true, low: !keypadLow });
  }

  #attacks() {
    byId('attacks').append(...ATTACKS.map(([as, word, hint]) => {
      const button = el('button', { type: 'button', title: hint }, word);
      button.addEventListener('click', () => this.#send('payload', { as, payload: byId('payload').value }));
      return button;
    }));
  }

  #key(className, children, label, act) {
    const button = el('button', { type: 'button', class: className }, ...children.filter(child => child !== null));
    if (label !== null) {
      button.setAttribute('aria-label', label);
    }
    button.addEventListener('click', act);
    return button;
  }
}

function number(value) {
  return value === null ? null : el('small', {}, '(' + value + ')');
}

function radio(name, value, word, checked) {
  return el('label', {}, el('input', { type: 'radio', name, value, checked }), el('span', {}, word));
}

function person(name, keys, className = '') {
  const letter = className ? '?' : [...name][0]?.toUpperCase() ?? '?';
  return el('div', { class: 'person ' + className, role: 'group', 'aria-label': name },
    el('span', { class: 'face', 'aria-hidden': 'true' }, letter), el('span', { class: 'who' }, name), el('div', { class: 'person-keys' }, ...keys));
}

function meaning(payload) {
  const names = ['action', 'trigger', 'auth', 'code', 'context'];
  const fields = payload.split(',');
  return fields.length === names.length ? fields.map((value, i) => names[i] + ' ' + value).join(' \u00b7 ') : '';
}
