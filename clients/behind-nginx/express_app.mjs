// An Express application that believes its proxy.
import express from "express";
import { behindProxy, protect } from "vestibule-client/express";

const app = express();
app.all("/me", protect(behindProxy()), (request, response) => {
  const { id, email = "", groups } = request.vestibule;
  response.json({ id, email, groups: [...groups].sort() });
});
app.listen(Number(process.argv[2]), "127.0.0.1");
