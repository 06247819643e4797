// Sends no form twice while its answer is on its way, and says that one has to wait.
"use strict";
(() => {
  const waiting = document.getElementById("waiting");
  // Who is answered sooner need not be told.
  const patience = 500;
  // A server has ended every request by then; who has stopped the browser sends once more.
  const longest = 30_000;
  let release = () => {};

  const hold = (form, button) => {
    form.dataset.sent = "";
    button?.setAttribute("aria-busy", "true");
    const told = setTimeout(() => {
      form.append(waiting);
      waiting.textContent = waiting.dataset.text;
    }, patience);
    const end = setTimeout(() => release(), longest);
    release = () => {
      clearTimeout(told);
      clearTimeout(end);
      delete form.dataset.sent;
      button?.removeAttribute("aria-busy");
      waiting.textContent = "";
    };
  };

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.dataset.stays !== undefined) {
      return;
    }
    if (event.target.dataset.sent !== undefined) {
      event.preventDefault();
      return;
    }
    hold(event.target, event.submitter);
  });

  // A page that is come back to is as it was left.
  window.addEventListener("pageshow", () => release());
})();
