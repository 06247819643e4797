// Serves Better Auth on 127.0.0.1, a process for each core: BENCH_PORT.
import cluster from "node:cluster";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";

if (cluster.isPrimary) {
  const cores = availableParallelism();
  let listening = 0;
  cluster.on("listening", () => {
    listening += 1;
    if (listening === cores) console.log(`ready on ${process.env.BENCH_PORT} with ${cores} processes`);
  });
  // A benchmark of what is left of it would be wrong.
  cluster.on("exit", () => process.exit(1));
  for (let core = 0; core < cores; core += 1) cluster.fork();
} else {
  const { toNodeHandler } = await import("better-auth/node");
  const { auth } = await import("./auth.mjs");
  createServer(toNodeHandler(auth)).listen(Number(process.env.BENCH_PORT), "127.0.0.1");
}
