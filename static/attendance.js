"use strict";
// The day's list without this file works too. With it: letters on the keyboard, a count, and a draft that survives a
// lost line. A draft holds letters, minutes and numbers of enrollments, never a name or a note; each user has their own.

const PREFIX = "attendance:";
const KEPT = 7 * 24 * 3600 * 1000;

// Saved: the page that follows names the session, and its draft is done with.
const saved = window.location.hash.match(/^#saved-(\d+)$/)?.[1];
if (saved) {
  for (const key of keys()) if (key.endsWith(`:${saved}`)) forget(key);
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
}

const roll = document.querySelector("form[data-roll]");
if (roll) begin(roll);

function begin(form) {
  const key = `${PREFIX}${form.dataset.draftUser}:${form.dataset.draftSession}`;
  purge(form.dataset.draftUser);
  offer(form, key);
  count(form);
  form.addEventListener("input", () => keep(form, key));
  form.addEventListener("change", () => count(form));
  form.addEventListener("keydown", (event) => letter(form, event));
  // Before the guard against second clicks hears of it.
  form.addEventListener("submit", (event) => {
    keep(form, key);
    const offline = navigator.onLine === false;
    document.querySelector("[data-offline]").hidden = !offline;
    if (!offline) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelector("[data-offline]").scrollIntoView({ block: "center" });
  });
}

function fields(form) {
  return [...form.elements].filter((field) => /^(status|late)_\d+$/.test(field.name));
}

function values(form) {
  const found = {};
  for (const field of fields(form)) {
    if (field.type === "radio" ? field.checked : field.value) found[field.name] = field.value;
  }
  return found;
}

function keep(form, key) {
  try {
    const draft = { at: Date.now(), seen: form.elements.seen.value, values: values(form) };
    window.localStorage.setItem(key, JSON.stringify(draft));
  } catch { /* A browser that keeps nothing works as one without script. */ }
}

function offer(form, key) {
  const draft = read(key);
  const box = document.querySelector("[data-draft-offer]");
  if (!draft || !box || JSON.stringify(draft.values) === JSON.stringify(values(form))) {
    if (draft) forget(key);
    return;
  }
  if (form.querySelector(".roll-marked")) return; // the answer to what was just sent holds it all
  box.hidden = false;
  box.querySelector("[data-draft-use]").addEventListener("click", () => {
    restore(form, draft);
    box.hidden = true;
    count(form);
    form.querySelector("button[type=submit]").focus();
  });
  box.querySelector("[data-draft-drop]").addEventListener("click", () => {
    forget(key);
    box.hidden = true;
  });
}

function restore(form, draft) {
  form.elements.seen.value = draft.seen; // so that the server says what others changed since
  for (const field of fields(form)) {
    const value = draft.values[field.name] ?? "";
    if (field.type === "radio") field.checked = field.value === value;
    else field.value = value;
    if (field.name.startsWith("late_") && value) field.closest("details").open = true;
  }
}

function letter(form, event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=radio])")) return;
  const row = event.target.closest("[data-roll-row]");
  const radio = row?.querySelector(`input[type=radio][value="${CSS.escape(event.key.toUpperCase())}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  const rows = [...form.querySelectorAll("[data-roll-row]")];
  const next = rows[rows.indexOf(row) + 1];
  (next?.querySelector("input[type=radio]:checked") ?? next?.querySelector("input[type=radio]") ?? radio).focus();
}

function count(form) {
  const place = form.querySelector("[data-roll-count]");
  const chosen = [...form.querySelectorAll("input[type=radio]:checked")];
  const present = chosen.filter((radio) => radio.value === "H").length;
  place.textContent = `${present} ${place.dataset.of} ${form.querySelectorAll("[data-roll-row]").length}`;
}

function keys() {
  try {
    return Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

function read(key) {
  try {
    const draft = JSON.parse(window.localStorage.getItem(key));
    return draft && Date.now() - draft.at < KEPT ? draft : null;
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    window.localStorage.removeItem(key);
  } catch { /* nothing was kept */ }
}

// Somebody else signed in at this computer, or the draft is old.
function purge(user) {
  for (const key of keys()) if (!key.startsWith(`${PREFIX}${user}:`) || !read(key)) forget(key);
}
