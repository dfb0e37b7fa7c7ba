"use strict";
// Everything works without this file; it only makes the pages smoother.

document.documentElement.classList.add("has-script");

// A second click on a button that changes something is swallowed until the page answers.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-no-guard")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setButtonsBusy(form, true);
  window.setTimeout(() => release(form), 15000);
});

// A page brought back by the browser's Back button must be usable again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach(release);
});

function release(form) {
  delete form.dataset.sent;
  setButtonsBusy(form, false);
}

function setButtonsBusy(form, busy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// <input type="checkbox" data-check-all="name"> ticks every box of that name in its form or table.
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.checkAll;
  if (!name) return;
  const scope = event.target.closest("form, table") ?? document;
  for (const box of scope.querySelectorAll(`input[type=checkbox][name="${CSS.escape(name)}"]:not(:disabled)`)) {
    box.checked = event.target.checked;
  }
});

// Menus close on Escape and on a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// On a phone the filters fold away, saying what they keep, so that the list is seen first.
const narrow = window.matchMedia("(max-width: 575.98px)");
function foldFilters() {
  for (const box of document.querySelectorAll(".filters:has(.filter-field + .filter-field)")) {
    const fields = [...box.querySelectorAll(".filter-field :is(input, select)")].filter((field) => (field.type === "checkbox" ? field.checked : field.value));
    const words = fields.map((field) => field.selectedOptions?.[0].text ?? (field.type === "checkbox" ? field.labels[0].textContent : field.value));
    box.querySelector(".filters-said").textContent = words.join(", ");
    box.open = !narrow.matches || box.querySelector(".field-error") !== null;
  }
}
foldFilters();
narrow.addEventListener("change", foldFilters);

// The tab of this page is seen, however many come before it.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.closest("ul");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft;
}

// A table wider than its frame can be scrolled with the keyboard.
for (const wrap of document.querySelectorAll(".table-wrap")) {
  if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
}

// A page that waits for work looks again while somebody looks at it, for ten minutes at most.
const waiting = document.querySelector("[data-looks-again]");
if (waiting) {
  let looks = 0;
  const clock = window.setInterval(async () => {
    if (document.hidden) return;
    if (++looks > 300) {
      window.clearInterval(clock);
      return;
    }
    const answer = await fetch(window.location.href).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-looks-again]");
    if (!now) window.location.reload();
    else if (now.textContent !== waiting.textContent) waiting.replaceChildren(...now.childNodes);
  }, 2000);
}

document.querySelector(".error-summary[autofocus]")?.focus();

// Signing out leaves no draft on a shared computer (attendance.js).
document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-signs-out")) return;
  try {
    for (const key of Object.keys(window.localStorage)) {
      if (key.startsWith("attendance:")) window.localStorage.removeItem(key);
    }
  } catch { /* nothing was kept */ }
});
