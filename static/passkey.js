// Shows what needs a passkey where the browser knows passkeys, and says in words when the device did not answer.
document.addEventListener('DOMContentLoaded', () => {
  if (!window.PublicKeyCredential) return
  for (const form of document.querySelectorAll('[data-passkey]')) form.hidden = false
  for (const note of document.querySelectorAll('[data-passkey-missing]')) note.hidden = true
})
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  for (const note of document.querySelectorAll('[data-passkey-failed]')) note.hidden = false
})
