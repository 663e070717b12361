// The few things that the page needs of the DOM. Every text goes in through textContent: a person may be called <script>.

const SVG = 'http://www.w3.org/2000/svg';

export const byId = id => document.getElementById(id);

/** An element with properties and children; a string child becomes text. */
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (key === 'class') {
      node.className = value;
    } else if (key.startsWith('data-') || key.startsWith('aria-') || key === 'role') {
      node.setAttribute(key, value);
    } else {
      node[key] = value;
    }
  }
  node.append(...children.filter(child => child !== null));
  return node;
}

/** A drawn icon; the word beside it says the same, so it is hidden from screen readers. */
export function icon(name, className = 'icon') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', '#i-' + name);
  svg.append(use);
  return svg;
}

/** Sets a text only where it changes, so that nothing is read aloud twice. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Calls draw(value) only when the value is another than the last time. */
export function onChange(draw) {
  let last;
  return value => {
    const now = JSON.stringify(value);
    if (now !== last) {
      last = now;
      draw(value);
    }
  };
}

export function clock(ms) {
  return new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
}

/** An age or a rest in words, as in "4 s" or "3 min". */
export function span(ms) {
  const s = Math.max(0, ms) / 1000;
  if (s < 10) {
    return s.toFixed(1) + ' s';
  }
  return s < 120 ? Math.round(s) + ' s' : s < 7200 ? Math.round(s / 60) + ' min' : Math.round(s / 3600) + ' h';
}
