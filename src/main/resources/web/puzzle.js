// Solves the puzzle that a form needs before it is sent again, in the form of ALTCHA.
"use strict";
(() => {
  const field = document.querySelector("input[data-puzzle]");
  const button = field.form.querySelector("button[type=submit]");
  const told = field.form.querySelector("[data-solving]");

  const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");

  const solved = async () => {
    const puzzle = await (await fetch(field.dataset.puzzle, { credentials: "omit" })).json();
    const text = new TextEncoder();
    for (let number = 0; number <= puzzle.maxnumber; number++) {
      const hash = await crypto.subtle.digest(puzzle.algorithm, text.encode(puzzle.salt + number));
      if (hex(hash) === puzzle.challenge) {
        return btoa(JSON.stringify({ ...puzzle, number }));
      }
    }
    return "";
  };

  const prepare = async () => {
    button.disabled = true;
    told.hidden = false;
    try {
      field.value = await solved();
    } finally {
      button.disabled = false;
      told.hidden = true;
    }
  };

  prepare();
})();
