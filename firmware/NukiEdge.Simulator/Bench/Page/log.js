// The log: newest first, one line an event, its steps under it.
import { byId, clock, el, icon, setText } from './dom.js';

const WORDS = { ran: 'ran', held: 'held', ignored: 'ignored', none: 'no rule', note: 'note', warning: 'warning', gap: 'gap' };

const drawn = new Map(); // id of an entry to its text and node
let newest = -1;
let isFirst = true;

byId('show-notes').addEventListener('change', event => byId('log').classList.toggle('with-notes', event.target.checked));

/** Draws the entries that are new or have got another step; the rest stay as they are. */
export function drawLog(entries) {
  const nodes = entries.map(entry => {
    const text = JSON.stringify(entry);
    const before = drawn.get(entry.id);
    if (before?.text === text) {
      return before.node;
    }
    const node = line(entry);
    node.classList.toggle('fresh', before === undefined && !isFirst);
    drawn.set(entry.id, { text, node });
    before?.node.replaceWith(node);
    return node;
  });
  const list = byId('log');
  nodes.forEach((node, i) => {
    if (list.children[i] !== node) {
      list.insertBefore(node, list.children[i] ?? null);
    }
  });
  while (list.children.length > nodes.length) {
    list.lastChild.remove();
  }
  for (const id of [...drawn.keys()].filter(id => !entries.some(entry => entry.id === id))) {
    drawn.delete(id);
  }
  announce(entries);
  byId('log-empty').hidden = entries.some(entry => entry.kind !== 'note');
  isFirst = false;
}

/** The newest line is read aloud once; what stood there when the page came is not. */
function announce(entries) {
  const entry = entries.find(one => one.kind !== 'note' && one.kind !== 'gap');
  if (!entry || entry.id <= newest) {
    return;
  }
  newest = entry.id;
  const latest = byId('latest');
  latest.dataset.kind = entry.kind;
  setText(latest, WORDS[entry.kind] + ': ' + sentence(entry));
}

function line(entry) {
  const { kind } = entry;
  const time = entry.at === 0 ? 'no time' : clock(entry.at * 1000);
  return el('li', { class: 'entry', 'data-kind': kind },
    el('span', { class: 'badge' }, icon(kind), WORDS[kind]),
    el('span', { class: 'when' }, entry.lock ? time + ' \u00b7 ' + entry.lock : time),
    el('p', {}, entry.head ? el('strong', {}, entry.head) : null, entry.head ? ', ' : '', entry.text, entry.took ? ', ' : '',
      entry.took ? el('span', { class: 'took' }, entry.took) : null),
    entry.steps.length === 0 ? null : el('ul', { 'aria-label': 'steps' }, ...entry.steps.map(step => el('li', {}, step))));
}

function sentence(entry) {
  return [entry.head, entry.text, entry.took].filter(part => part).join(', ');
}
