// Asks the browser for a passkey and sends what it gives with the form.
// <form data-passkey="create" or "get" data-passkey-options="…">, with a hidden
// credential field, a button [data-passkey-act] and a line [data-passkey-said].
// allauth's webauthn-json.js comes first and puts webauthnJSON in the window.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const act = form.querySelector("[data-passkey-act]");
  const said = form.querySelector("[data-passkey-said]");
  const say = (words) => (said.textContent = words);
  if (!globalThis.webauthnJSON?.supported()) {
    say("This browser cannot use passkeys. Choose another way.");
    continue;
  }
  act.hidden = false;
  say("");
  act.addEventListener("click", async () => {
    say("Follow what your browser or key asks of you.");
    try {
      const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.passkeyOptions));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      say(
        error.name === "SecurityError"
          ? "Passkeys do not work at this address. They need the service’s own name, such as localhost."
          : "Nothing was received from the passkey. Try again, or choose another way.",
      );
    }
  });
}

function ask(how, { creation_options: creation, request_options: request }) {
  return how === "create" ? webauthnJSON.create(creation) : webauthnJSON.get(request);
}
