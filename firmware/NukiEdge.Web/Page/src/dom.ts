/** Elements without a framework. Texts become text nodes only, so that no name is ever read as HTML. */

export type Child = Node | string | number | null | undefined | false | Child[];
export type Props = { [name: string]: string | number | boolean | null | undefined | ((event: Event) => void) };

const svgNames = "http://www.w3.org/2000/svg";

function fill(element: Element, props: Props, children: Child[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  add(element, children);
}

function add(element: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) {
      add(element, child);
    } else if (child !== false && child !== null && child !== undefined) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
}

/** An element. A function among the props listens to the event of its name; true sets an empty attribute; false and null none. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, props, children);
  return element;
}

export function svg(tag: string, props: Props, ...children: Child[]): SVGElement {
  const element = document.createElementNS(svgNames, tag);
  fill(element, props, children);
  return element;
}

/**
 * Makes "now" look like "next" and keeps the elements, so that focus, selection and open details survive a live update. Children
 * with data-key are found by it; what has data-keep is left alone, while
 * it is made of the same (data-of). Listeners are not carried over: live parts use data-do.
 */
export function morph(now: Element, next: Element): void {
  for (const { name } of [...now.attributes]) {
    if (!next.hasAttribute(name) && !(now.tagName === "DETAILS" && name === "open")) {
      now.removeAttribute(name);
    }
  }
  for (const { name, value } of [...next.attributes]) {
    if (now.getAttribute(name) !== value) {
      now.setAttribute(name, value);
    }
  }
  const keyed = new Map([...now.children].map(c => [c.getAttribute("data-key"), c] as const).filter(([key]) => key !== null));
  let at: ChildNode | null = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = wanted instanceof Element ? wanted.getAttribute("data-key") : null;
    const found: ChildNode | null = key !== null ? keyed.get(key) ?? null : at;
    if (found && alike(found, wanted)) {
      if (found !== at) {
        now.insertBefore(found, at);
      } else {
        at = at!.nextSibling;
      }
      update(found, wanted);
    } else {
      now.insertBefore(wanted, at);
    }
  }
  while (at) {
    const gone: ChildNode = at;
    at = at.nextSibling;
    now.removeChild(gone); // gone.remove could be a field of a form
  }
}

function alike(a: Node, b: Node): boolean {
  return a.nodeName === b.nodeName
    && (!(a instanceof Element) || ["data-key", "data-of"].every(name => a.getAttribute(name) === (b as Element).getAttribute(name)));
}

function update(found: Node, wanted: Node): void {
  if (!(found instanceof Element)) {
    if (found.nodeValue !== wanted.nodeValue) {
      found.nodeValue = wanted.nodeValue;
    }
  } else if (!found.hasAttribute("data-keep")) {
    morph(found, wanted as Element);
  }
}

/** Offers a file to save. */
export function download(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Puts a text on the clipboard. A page on plain HTTP has no navigator.clipboard: there a selection is copied. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const had = document.activeElement as HTMLElement | null;
    const area = h("textarea", { class: "vh", readonly: true, "aria-hidden": "true", tabindex: -1 }, text);
    document.body.append(area);
    area.select();
    const isDone = document.execCommand("copy");
    area.remove();
    had?.focus();
    return isDone;
  }
}
