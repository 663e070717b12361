/** Light, dark, or as the system: kept in this browser. */

export type Theme = "" | "light" | "dark";

const kept = "nukiedge.theme";

/** The choice that was made here; "" follows the system. */
export function theme(): Theme {
  try {
    const chosen = localStorage.getItem(kept);
    return chosen === "light" || chosen === "dark" ? chosen : "";
  } catch {
    return ""; // storage is switched off
  }
}

/** Colours the page as chosen. */
export function showTheme(chosen = theme()): void {
  if (chosen) {
    document.documentElement.dataset.theme = chosen;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

export function setTheme(chosen: Theme): void {
  showTheme(chosen);
  try {
    localStorage.setItem(kept, chosen);
  } catch {
    // storage is switched off: it holds until the reload
  }
}
