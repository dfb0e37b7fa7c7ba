"use strict";
// Without this file a button compares. With it each visit does, and this browser checks the server's proof by itself
// (RFC 9162, 2.1.4.2) before it lets go of the checkpoint that it kept.

const KEPT = "ledger_note";
const SECONDS_KEPT = 400 * 24 * 3600;

const keeper = document.querySelector("form[data-ledger-keep]");
if (keeper) compare(keeper);

async function compare(form) {
  const kept = statement(cookie());
  let answer;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
    });
    if (!response.ok) return;
    answer = await response.json();
  } catch {
    return;
  }
  const status = form.querySelector("[data-ledger-status]");
  status.textContent = answer.text;
  form.querySelector("button").hidden = true;
  if (answer.tone === "danger") status.classList.add("text-danger");
  if (!answer.keeps) return;
  if (kept && window.crypto?.subtle && !(await continues(kept, statement(answer.note), answer.proof.map(bytes)))) {
    document.querySelector("[data-ledger-disagrees]").hidden = false;
    return;
  }
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${KEPT}=${answer.note}; Path=${form.dataset.path}; Max-Age=${SECONDS_KEPT}; SameSite=Strict${secure}`;
}

function cookie() {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${KEPT}=`));
  return found?.slice(KEPT.length + 1).replace(/^"|"$/g, "");
}

function statement(encoded) {
  try {
    const [, size, root] = window.atob(encoded.replaceAll("-", "+").replaceAll("_", "/")).split("\n");
    return { size: Number(size), root: bytes(root) };
  } catch {
    return undefined;
  }
}

function bytes(text) {
  return Uint8Array.from(window.atob(text), (letter) => letter.charCodeAt(0));
}

async function hashed(left, right) {
  return new Uint8Array(await window.crypto.subtle.digest("SHA-256", new Uint8Array([1, ...left, ...right])));
}

function same(left, right) {
  return left.length === right.length && left.every((value, at) => value === right[at]);
}

async function continues(old, now, proof) {
  if (old.size === now.size) return same(old.root, now.root);
  if (old.size > now.size || !proof.length) return false;
  let [at, last] = [old.size - 1, now.size - 1];
  while (at % 2) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  const steps = Number.isInteger(Math.log2(old.size)) ? [old.root, ...proof] : proof;
  let [before, after] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (at % 2 || at === last) {
      [before, after] = [await hashed(step, before), await hashed(step, after)];
      while (at % 2 === 0 && at) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      after = await hashed(after, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(before, old.root) && same(after, now.root);
}
