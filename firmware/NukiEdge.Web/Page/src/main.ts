/** Starts the page: words, then set-up or login, then the frame. */
import { readStatus } from "./api.ts";
import { ask, isOpen, leave, listen } from "./client.ts";
import { dropDrafts } from "./drafts.ts";
import { h } from "./dom.ts";
import { inWords } from "./form.ts";
import { startLive, stopLive } from "./live.ts";
import { showEnter } from "./pages/enter.ts";
import { home } from "./pages/home.ts";
import { closePage, openPage, redraw, setPages, showFrame, showLink, showReached, wholePage } from "./shell.ts";
import { showTheme } from "./theme.ts";
import { speak, t, wished } from "./words.ts";

const ageTickMs = 5000;
const others = ["people", "rules", "log", "settings", "system"] as const;

async function start(): Promise<void> {
  showTheme();
  await speak(wished()).catch(() => speak("en"));
  setPages([{ name: "home", page: async () => home }, ...others.map(name => ({ name, page: async () => (await import("./more.ts"))[name] }))], () => void logOut());
  listen(ended, showReached);
  window.addEventListener("hashchange", () => isOpen() && void openPage());
  setInterval(() => isOpen() && void wholePage().then(page => page === home && redraw(home)), ageTickMs);
  await meet();
}

async function meet(why = ""): Promise<void> {
  try {
    const access = await ask<{ password: boolean }>("/api/access");
    showEnter(!access.password, entered, why);
  } catch (e) {
    document.getElementById("app")!.replaceChildren(h("main", { class: "enter" }, h("p", { class: "banner bad", role: "alert" }, inWords(e)),
      h("button", { type: "button", click: () => void meet(why) }, t("again"))));
  }
}

function entered(): void {
  showFrame();
  startLive(async kinds => {
    await readStatus();
    const page = await wholePage();
    await page?.live?.(kinds);
    if (page) {
      redraw(page);
    }
  }, showLink);
}

/** The box forgot the session: it restarted, or nobody was here for half an hour. What was typed stays in this tab. */
function ended(): void {
  stopLive();
  closePage();
  void meet(t("ended"));
}

async function logOut(): Promise<void> {
  stopLive();
  closePage();
  await leave();
  dropDrafts();
  await meet();
}

start().catch(() => document.getElementById("app")!.replaceChildren("NukiEdge does not answer. Please reload this page."));
