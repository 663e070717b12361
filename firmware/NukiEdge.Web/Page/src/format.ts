/** Times and numbers as people read them. */
import { language, t } from "./words.ts";

/** "12:03:11", with the day before it where it is not today. */
export function clock(epochMs: number): string {
  const at = new Date(epochMs);
  const time = at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
  return at.toDateString() === new Date().toDateString() ? time
    : at.toLocaleDateString(language, { day: "numeric", month: "short" }) + ", " + time;
}

/** "3 minutes ago". */
export function ago(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 5) {
    return t("now");
  }
  const form = new Intl.RelativeTimeFormat(language, { numeric: "always" });
  const steps: [number, Intl.RelativeTimeFormatUnit][] = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]];
  const [size, unit] = steps.find(([seconds]) => s >= seconds)!;
  return form.format(-Math.floor(s / size), unit);
}

/** "2 d 3 h", "5 min", "12 s". */
export function span(seconds: number): string {
  const d = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, min = Math.floor(seconds / 60) % 60;
  return d ? `${d} d ${hours} h` : hours ? `${hours} h ${min} min` : min ? `${min} min` : `${Math.floor(seconds)} s`;
}

/** A length that somebody set: "200 ms", "2.5 s", "10 min". */
export function length(ms: number): string {
  return ms < 1000 ? ms + " ms" : ms < 60000 ? (ms / 1000).toLocaleString(language, { maximumFractionDigits: 3 }) + " s" : span(ms / 1000);
}

/** "0.4 ms", "1.2 s". */
export function took(us: number): string {
  const n = (value: number, digits: number) => value.toLocaleString(language, { maximumFractionDigits: digits });
  return us < 10000 ? n(us / 1000, us < 1000 ? 2 : 1) + " ms" : us < 1e6 ? n(us / 1000, 0) + " ms" : n(us / 1e6, 1) + " s";
}
