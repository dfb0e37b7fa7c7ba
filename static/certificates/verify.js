"use strict";

// The file stays on the reader's machine: only its SHA-256 is asked. Without a secure context the form is sent.
(() => {
  const form = document.querySelector("form[data-largest]");
  if (!form || !window.crypto || !crypto.subtle) return;

  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

  form.addEventListener("submit", async (event) => {
    const file = form.elements.berkas.files[0];
    if (!file) return;
    event.preventDefault();
    const isTooLarge = file.size > Number(form.dataset.largest);
    document.getElementById("berkas-besar").hidden = !isTooLarge;
    if (isTooLarge) return;
    try {
      const address = new URL(form.action);
      address.searchParams.set("sidik", hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
      location.assign(address);
    } catch {
      form.submit();
    }
  });
})();
