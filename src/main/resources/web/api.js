// The viewer of /docs/api, in the colours that the browser prefers.
'use strict';

const place = document.getElementById('api');
const dark = matchMedia('(prefers-color-scheme: dark)');

function paint() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}

dark.addEventListener('change', paint);
paint();

SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  // Else the document's address would be sent elsewhere to be judged.
  validatorUrl: null,
});
