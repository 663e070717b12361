/** All pages but the first one: loaded when one of them is opened, so that the first load stays small. */
export { log } from "./pages/log.ts";
export { people } from "./pages/people.ts";
export { rules } from "./pages/rules.ts";
export { settings } from "./pages/settings/settings.ts";
export { system } from "./pages/system.ts";
