/** First visit and login. */
import { FalseBox, ownerName, readCode } from "../access/owner.ts";
import { enter, Problem, setFirst } from "../client.ts";
import { h, type Child } from "../dom.ts";
import { field, FieldError, form, type Values } from "../form.ts";
import { languageChoice } from "../shell.ts";
import { t } from "../words.ts";

const shortest = 10;
const conflict = 409;

/** Shows the form for the first password or for the login, and calls "done" when the session is there. */
export function showEnter(isNew: boolean, done: () => void, why = ""): void {
  document.title = `${t(isNew ? "setup.title" : "login.title")} · NukiEdge`;
  const bar = h("progress", { max: 1, value: 0, "aria-label": t("working"), hidden: true });
  const progress = (part: number) => {
    bar.hidden = false;
    bar.value = part;
  };
  const act = async (values: Values) => {
    try {
      await (isNew ? first(values, progress) : login(values, progress));
    } catch (e) {
      throw inPlace(e, isNew);
    } finally {
      bar.hidden = true;
    }
    box.remove();
    done();
  };
  const box = form(isNew ? "setup" : "login", { "data-keep": null, class: "card" }, act, ...(isNew ? firstFields() : loginFields()), bar,
    h("button", { class: "primary", type: "submit" }, t(isNew ? "setup.save" : "login.enter")));
  document.getElementById("app")!.replaceChildren(h("main", { class: "enter" },
    h("div", { class: "row apart" }, h("strong", { class: "brand" }, "NukiEdge"), languageChoice(() => showEnter(isNew, done, why))),
    h("h1", { tabindex: -1 }, t(isNew ? "setup.title" : "login.title")),
    why && h("p", { class: "banner held", role: "status" }, why), box,
    h("p", { class: "hint" }, t(isNew ? "setup.plain" : "login.forgot")),
    h("button", { class: "quiet", type: "button", click: () => showEnter(!isNew, done) }, t(isNew ? "setup.has" : "login.none"))));
  (box.querySelector<HTMLElement>("input:not([readonly])"))?.focus();
}

function userField(): HTMLElement {
  return field("username", t("login.user"), { autocomplete: "username", value: ownerName, readonly: true });
}

function firstFields(): Child[] {
  const fresh = { type: "password", autocomplete: "new-password", minlength: shortest, required: true };
  return [
    field("code", t("setup.code"), {
      autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", required: true, "data-secret": true,
    }, t("setup.codeHint")),
    userField(),
    field("password", t("login.new"), fresh, t("login.length", { n: shortest })),
    field("again", t("login.again"), fresh),
  ];
}

function loginFields(): Child[] {
  return [userField(), field("password", t("login.password"), { type: "password", autocomplete: "current-password", required: true })];
}

/** The new password of a form that asks twice. */
export function agreed(values: Values): string {
  const password = values.password ?? "";
  if ([...password].length < shortest) {
    throw new FieldError("password", t("login.length", { n: shortest }));
  }
  if (password !== values.again) {
    throw new FieldError("again", t("login.differ"));
  }
  return password;
}

async function first(values: Values, progress: (part: number) => void): Promise<void> {
  const code = readCode(values.code ?? "");
  if (!code) {
    throw new FieldError("code", t("setup.codeForm"));
  }
  const password = agreed(values);
  await setFirst(code, password, progress);
  await enter(password, progress);
}

async function login(values: Values, progress: (part: number) => void): Promise<void> {
  if (!values.password) {
    throw new FieldError("password", t("login.empty"));
  }
  try {
    await enter(values.password, progress);
  } catch (e) {
    if (!(e instanceof Problem && e.status === conflict)) {
      throw e;
    }
    await enter(values.password, progress); // another login was faster: once more
  }
}

function inPlace(error: unknown, isNew: boolean): unknown {
  const at = isNew ? "code" : "password";
  if (error instanceof FalseBox) {
    return new FieldError("", t("login.false"));
  }
  if (error instanceof Problem) {
    const words: Record<number, string> = {
      401: t(isNew ? "setup.wrong" : "login.wrong"), 409: t(isNew ? "setup.closed" : "login.notYet"), 429: t("error.wait", { s: error.waitS || 1 }),
    };
    return words[error.status] ? new FieldError(at, words[error.status]!) : error;
  }
  return error;
}
