// The panel "People": who is behind which number, who is new, how old the table is, and the owner's word on it.
import { byId, clock, el, onChange, setText } from './dom.js';
import { post } from './feed.js';

const POLL_MS = 1000;
const OLD_HOURS = 25; // more than the 24 of a sensitive scene where nothing else is set

let view = null;

async function tell(path, body = {}) {
  const answer = await post('/api/people/' + path, body);
  setText(byId('who-told'), answer.fault ?? '');
  await look();
}

function button(text, act, className = '') {
  const node = el('button', { type: 'button', class: className }, text);
  node.addEventListener('click', act);
  return node;
}

const what = number => number.kind + ' ' + number.number + ' at ' + number.lock;

function numbers(all) {
  return all.flatMap((number, i) => [i === 0 ? '' : ', ', what(number), number.state ? el('em', {}, ' (' + number.state + ')') : '']);
}

/** That's right, or: is really somebody whom the house knows. */
function decide(person, known) {
  const others = known.filter(name => name !== person.name);
  const select = el('select', { 'aria-label': person.name + ' is really' },
    el('option', { value: '' }, 'is really \u2026'), ...others.map(name => el('option', { value: name }, name)));
  const join = button('Join', () => tell('join', { person: person.name, into: select.value }));
  join.disabled = true;
  select.addEventListener('change', () => {
    join.disabled = select.value === '';
  });
  return el('div', { class: 'who-decide' }, button('That\u2019s right', () => tell('confirm', { person: person.name }), 'primary'), select, join);
}

function row(person, known) {
  return el('li', { class: person.waits ? 'waits' : '', 'data-name': person.name },
    el('div', {}, el('span', { class: 'name' }, person.name),
      person.waits ? el('span', { class: 'new' }, person.isNew ? 'new, decide' : 'by name or pattern, confirm') : null,
      el('div', { class: 'numbers' }, ...(person.numbers.length === 0 ? ['no number'] : numbers(person.numbers)))),
    person.waits ? decide(person, known) : null);
}

const drawPersons = onChange(persons => {
  const known = persons.filter(one => !one.isNew).map(one => one.name);
  byId('who-list').replaceChildren(...persons.map(person => row(person, known)));
});

const drawNobody = onChange(all => byId('who-nobody').replaceChildren(...(all.length === 0 ? [] : ['Nobody\u2019s: ', ...numbers(all)])));

const drawAges = onChange(tables => {
  byId('who-ages').replaceChildren(...tables.map(([lock, age, tooOld]) => el('li', {}, el('span', {}, lock),
    el('span', { class: tooOld ? 'old' : 'muted' }, age + (tooOld ? ': sensitive scenes are held' : '')))));
});

const drawChanges = onChange(changes => {
  const none = el('li', { class: 'muted' }, 'Nothing changed yet.');
  byId('who-changes').replaceChildren(...(changes.length === 0 ? [none] : changes.map(one => el('li', {},
    el('span', { class: 'muted' }, one.at === 0 ? '' : clock(one.at * 1000) + ' '), one.text))));
});

/** "3 min old"; whole minutes, so that nothing is drawn each second. */
function old(seconds) {
  if (seconds === null) {
    return 'never synced';
  }
  return seconds < 60 ? 'less than a minute old' : seconds < 7200 ? Math.floor(seconds / 60) + ' min old' : Math.floor(seconds / 3600) + ' h old';
}

function draw() {
  byId('who-is').hidden = false;
  byId('who-sync').hidden = !view.syncs;
  setText(byId('who-undecided'), view.undecided === 0 ? '' : view.undecided + (view.undecided === 1 ? ' number waits' : ' numbers wait') + ' for your word');
  setText(byId('who-line'), view.line);
  drawPersons(view.persons);
  drawNobody(view.nobody);
  drawAges(view.tables.map(one => [one.lock, old(one.ageS), one.tooOld]));
  drawChanges(view.changes);
}

async function look() {
  try {
    const answer = await fetch('/api/people', { cache: 'no-store' });
    if (answer.ok) {
      view = await answer.json();
      draw();
    }
  } catch {
    // The top of the page says that the simulator does not answer.
  }
}

byId('who-sync-now').addEventListener('click', () => tell('sync'));
byId('who-make-old').addEventListener('click', () => tell('age', { hours: OLD_HOURS }));
setInterval(() => {
  if (!document.hidden) {
    look();
  }
}, POLL_MS);
look();
