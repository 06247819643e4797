// Sends the form of a page as JSON to the contract that the form names, and says how it went.
"use strict";
(() => {
  const form = document.querySelector("form[data-send=json]");
  const outcome = document.getElementById("outcome");
  const button = form.querySelector("button");

  for (const box of form.querySelectorAll("[data-shows]")) {
    box.closest("label").hidden = false;
    box.addEventListener("change", () => {
      document.getElementById(box.dataset.shows).type = box.checked ? "text" : "password";
    });
  }

  // The contracts' own words: B says ERR with status 200, D names the field, A and B name "pwd",
  // and our own API points at it.
  // A form without a word for "gone" has no code that could be: it asks for a new one.
  const judge = (status, body) => {
    if (status === 429 || status >= 500) {
      return "later";
    }
    if (status < 300 && body.status !== "ERR") {
      return "done";
    }
    if (body.errors !== undefined && form.dataset.gone !== undefined) {
      return body.errors.some((error) => error.pointer === "/code") ? "gone" : "refused";
    }
    const aboutField =
      String(body.msg).startsWith("pwd") || (body.key === undefined && body.msg === undefined);
    return aboutField || form.dataset.gone === undefined ? "refused" : "gone";
  };

  const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");

  // The puzzle that is wanted after many failures; a challenge of somebody else is not ours to solve.
  const solved = async (path) => {
    const puzzle = await (await fetch(path, { credentials: "omit" })).json();
    const text = new TextEncoder();
    for (let number = 0; number <= puzzle.maxnumber; number++) {
      const hash = await crypto.subtle.digest(puzzle.algorithm, text.encode(puzzle.salt + number));
      if (hex(hash) === puzzle.challenge) {
        return btoa(JSON.stringify({ ...puzzle, number }));
      }
    }
    throw new Error("no puzzle");
  };

  // Without cookies: being signed in must not keep anybody from using a link.
  const post = (values, headers) =>
    fetch(form.dataset.to ?? form.action, {
      method: "POST",
      credentials: "omit",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(values),
    });

  const send = async () => {
    const values = {};
    for (const field of form.querySelectorAll("input[name]")) {
      values[field.name] = field.value;
    }
    try {
      let answer = await post(values, {});
      const wanted = answer.headers.get("Vestibule-Challenge-Wanted");
      if (wanted !== null) {
        answer = await post(values, { "Vestibule-Challenge": await solved(wanted) });
      }
      return judge(answer.status, answer.status === 204 ? {} : await answer.json());
    } catch (failed) {
      return "later";
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    const how = await send();
    button.removeAttribute("aria-busy");
    button.disabled = false;
    form.hidden = how === "done" || how === "gone";
    outcome.textContent = form.dataset[how];
    outcome.className = how === "done" ? "outcome good" : "outcome wrong";
    outcome.hidden = false;
  });

  button.disabled = false;
})();
