// An Express application that believes its proxy. It listens to this machine alone, where nobody but the proxy comes from.
import express from "express";

const names = (header = "") => header.split(",").filter(Boolean).map(decodeURIComponent);

const app = express();
app.all("/me", (request, response) => {
  const id = request.get("X-Vestibule-User") ?? "";
  if (!/^[0-9]+$/.test(id)) {
    response.status(401).end();
    return;
  }
  response.json({
    id,
    email: decodeURIComponent(request.get("X-Vestibule-Email") ?? ""),
    groups: names(request.get("X-Vestibule-Groups")).sort(),
  });
});
app.listen(Number(process.argv[2]), "127.0.0.1");
