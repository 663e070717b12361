/** Lists in an order that counts: a handle for the pointer (mouse, finger, pen) and for arrow keys; buttons for one step do the same. */
import { h } from "../dom.ts";
import { currentPage, redraw, say } from "../shell.ts";
import { t } from "../words.ts";

type Move = (list: string, from: number, to: number) => string | null;

const edgePx = 90, scrollPx = 14, scrollMs = 30;
let move: Move = () => null;
let isListening = false;

/** "moved" changes the order of the named list and gives the name of what was moved, or null where it cannot. */
export function movable(moved: Move): void {
  move = moved;
  if (!isListening) {
    isListening = true;
    document.addEventListener("pointerdown", grab);
    document.addEventListener("keydown", press);
  }
}

/** The handle, and the two buttons for one step: for those who tap or speak; the keyboard has the handle, and so fewer stops. */
export function movers(list: string, at: number, all: number, name: string): HTMLElement[] {
  const one = (to: number, sign: string, word: string) => h("button", {
    type: "button", class: "quiet step", tabindex: -1, "data-do": `move ${at} ${to} ${list}`, "aria-label": `${word}: ${name}`, "aria-disabled": (to < 0 || to >= all) && "true",
  }, sign);
  return [
    h("button", { type: "button", class: "handle", "data-list": list, "data-at": at, "aria-label": t("rules.handle", { name, n: at + 1, all }), title: t("rules.first") }, "⠿"),
    one(at - 1, "↑", t("rules.up")), one(at + 1, "↓", t("rules.down")),
  ];
}

/** Moves, draws, and says where it is now; the focus stays where it was. */
export function moveTo(list: string, from: number, to: number): void {
  const name = from === to ? null : move(list, from, to);
  if (name !== null) {
    redraw(currentPage()!);
    say(t("rules.moved", { name, n: to + 1 }));
  }
}

function press(event: KeyboardEvent): void {
  const handle = (event.target as Element).closest?.<HTMLElement>(".handle");
  const list = handle?.dataset.list, from = Number(handle?.dataset.at);
  const last = list ? rows(handle!).length - 1 : 0;
  const to = ({ ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: last } as Record<string, number>)[event.key];
  if (list && to !== undefined) {
    event.preventDefault();
    if (to >= 0 && to <= last) {
      moveTo(list, from, to);
    }
  }
}

function rows(handle: Element): HTMLElement[] {
  const list = handle.closest("ol, ul")!;
  return [...list.children].filter(c => c.querySelector(".handle")) as HTMLElement[];
}

/** While it is dragged, a line shows where it would go; the list is changed when it is let go, for a moved element loses its pointer. */
function grab(event: PointerEvent): void {
  const handle = (event.target as Element).closest<HTMLElement>(".handle");
  if (!handle || event.button !== 0) {
    return;
  }
  const from = Number(handle.dataset.at), mine = handle.closest("li")!;
  let to = from, y = event.clientY;
  const show = () => {
    const all = rows(handle), middles = all.map(r => r.getBoundingClientRect()).map(b => b.top + b.height / 2);
    const above = middles.filter((middle, at) => at !== from && middle < y).length;
    to = above;
    all.forEach((r, at) => {
      r.classList.toggle("before", to !== from && at === to && to < from);
      r.classList.toggle("after", to !== from && at === to && to > from);
    });
  };
  const drag = (e: PointerEvent) => {
    y = e.clientY;
    mine.classList.add("dragged");
    show();
  };
  const timer = setInterval(() => {
    if (mine.classList.contains("dragged") && (y < edgePx || y > innerHeight - edgePx)) {
      scrollBy(0, y < edgePx ? -scrollPx : scrollPx);
      show();
    }
  }, scrollMs);
  const end = (isDropped: boolean) => {
    clearInterval(timer);
    rows(handle).forEach(r => r.classList.remove("before", "after"));
    const wasDragged = mine.classList.contains("dragged");
    mine.classList.remove("dragged");
    ["pointermove", "pointerup", "pointercancel", "keydown"].forEach(name => handle.removeEventListener(name, listeners[name]!));
    if (isDropped && wasDragged) {
      handle.focus();
      moveTo(handle.dataset.list!, from, to);
    }
  };
  const listeners: Record<string, EventListener> = {
    pointermove: e => drag(e as PointerEvent), pointerup: () => end(true), pointercancel: () => end(false),
    keydown: e => (e as KeyboardEvent).key === "Escape" && end(false),
  };
  handle.setPointerCapture(event.pointerId);
  Object.entries(listeners).forEach(([name, listener]) => handle.addEventListener(name, listener));
}
