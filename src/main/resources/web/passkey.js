// Signs in, proves or adds by a passkey. Without it the form of the page stays hidden.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  const known = window.PublicKeyCredential;
  if (known === undefined || known.parseRequestOptionsFromJSON === undefined) {
    return;
  }
  const failed = form.querySelector("[data-failed]");
  const stay = document.querySelector("form:not([data-passkey]) input[type=checkbox][name=stay]");
  const asks = form.dataset.ask !== "";
  const old = "old";
  // As a challenge is good for five minutes.
  const round = 240_000;
  let waiting = new AbortController();

  const options = async () => {
    if (!asks) {
      return JSON.parse(form.dataset.options);
    }
    const headers = { "Content-Type": "application/json" };
    const asked = { method: "POST", credentials: "omit", headers, body: "{}" };
    return (await fetch(form.dataset.ask, asked)).json();
  };

  const answer = async (further) => {
    const told = await options();
    return form.dataset.passkey === "make"
      ? navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(told) })
      : navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(told), ...further });
  };

  const send = (credential) => {
    form.elements.answer.value = JSON.stringify(credential);
    if (stay !== null) {
      form.elements.stay.checked = stay.checked;
    }
    form.submit();
  };

  // Among what the browser suggests for the field of the name, until one is chosen.
  const suggest = async () => {
    if (!asks || !(await known.isConditionalMediationAvailable?.())) {
      return;
    }
    let again = true;
    while (again) {
      const mine = new AbortController();
      waiting = mine;
      const end = setTimeout(() => mine.abort(old), round);
      try {
        send(await answer({ mediation: "conditional", signal: mine.signal }));
        again = false;
      } catch {
        again = mine.signal.reason === old;
      } finally {
        clearTimeout(end);
      }
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    waiting.abort("pressed");
    failed.hidden = true;
    try {
      send(await answer({}));
    } catch {
      failed.hidden = false;
      suggest();
    }
  });

  for (const unable of document.querySelectorAll("[data-unable]")) {
    unable.hidden = true;
  }
  form.hidden = false;
  suggest();
})();
