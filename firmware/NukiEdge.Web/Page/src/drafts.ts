/** Unsaved edits outlive a reload and a lost connection: sessionStorage, this tab only. Passwords and tokens are never kept. */

const front = "nukiedge.draft.";

/** What was typed into a form and not saved yet. */
export function draft(form: string): Record<string, string> | null {
  try {
    return JSON.parse(sessionStorage.getItem(front + form) ?? "null") as Record<string, string> | null;
  } catch {
    return null;
  }
}

export function keepDraft(form: string, values: Record<string, string>): void {
  try {
    sessionStorage.setItem(front + form, JSON.stringify(values));
  } catch {
    // full or switched off: then a reload loses it
  }
}

export function dropDraft(form: string): void {
  try {
    sessionStorage.removeItem(front + form);
  } catch {
    // switched off
  }
}

/** Forgets everything: somebody logs out. */
export function dropDrafts(): void {
  try {
    Object.keys(sessionStorage).filter(k => k.startsWith(front)).forEach(k => sessionStorage.removeItem(k));
  } catch {
    // switched off
  }
}
