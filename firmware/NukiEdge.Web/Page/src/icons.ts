/** A few drawings of lines, 24 units wide. They only accompany words. */
import { svg } from "./dom.ts";

const paths: Record<string, string> = {
  home: "M4 11l8-7 8 7v9h-5v-6h-6v6H4z",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M16 4.500a3.300 3.300 0 0 1 0 6.300M18 14.500c2 .7 3.200 2.500 3.500 5.500",
  log: "M5 6h.01M5 12h.01M5 18h.01M9 6h11M9 12h11M9 18h11",
  system: "M4 5h16v10H4zM9 20h6M12 15v5",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5",
  rules: "M5 4v6a4 4 0 0 0 4 4h10M15 10l4 4-4 4",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
};

export function icon(name: string): SVGElement {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, svg("path", { d: paths[name] ?? "" }));
}
