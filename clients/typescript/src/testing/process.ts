import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a server for tests is started. */
export interface StartOptions {
  /** What starts Vestibule: `VESTIBULE_PROGRAM`, or `vestibule` on the PATH, unless it is said. */
  readonly program?: string | undefined;
  /** Its settings by their variables, as `VESTIBULE_PRIVACY`. */
  readonly settings?: Readonly<Record<string, string>>;
}

// A shell watches the server: when this process ends, however that happens, the pipe to the shell
// ends, and the shell ends the server. The server has no part in that pipe.
const WATCHED = `
"$@" </dev/null &
server=$!
exec >/dev/null 2>&1
cat
kill $server
wait $server
`;

const READY = /^vestibule ready on \S+:(\d+) in /;
// A first start may build the program.
const STARTING = 300_000;
const ENDING = 30_000;
// The server finds a free port a moment before it listens on it: another program may be faster.
const TAKEN = /cannot listen on \S+ Address already in use/;
const ATTEMPTS = 3;
// It runs for minutes: the compiler that makes code fast slowly would never be paid back.
const FLAGS = { JDK_JAVA_OPTIONS: "-XX:TieredStopAtLevel=1" };
// Of what it said last, for those who want to know why it did not start.
const LINES = 50;

/** A server from its start until `stop`, or until this process ends. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly url: string;

  private constructor(process: ChildProcess, ended: Promise<void>, port: string) {
    this.#process = process;
    this.#ended = ended;
    this.url = `http://localhost:${port}`;
  }

  /** Starts one; rejects with what it said where it does not come up. */
  static async start(options: StartOptions): Promise<ServerProcess> {
    const program = options.program ?? process.env["VESTIBULE_PROGRAM"] ?? "vestibule";
    const env = environment(options.settings ?? {});
    let said: readonly string[] = [];
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const started = await ServerProcess.#attempted(program, env);
      if (started instanceof ServerProcess) {
        return started;
      }
      said = started;
      if (env["VESTIBULE_HTTP_PORT"] !== "0" || !said.some((line) => TAKEN.test(line))) {
        break;
      }
    }
    throw new Error(`${program} did not start, and said:\n${said.join("\n")}`);
  }

  /** One that has started, or what it said instead. */
  static async #attempted(
    program: string,
    env: NodeJS.ProcessEnv,
  ): Promise<ServerProcess | readonly string[]> {
    const shell = spawn("/bin/sh", ["-c", WATCHED, "sh", program, "serve", "--test"], {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      // Ctrl-C is for the tests, which end it then.
      detached: true,
    });
    const ended = new Promise<void>((resolve) => {
      shell.once("close", () => resolve());
      shell.once("error", () => resolve());
    });
    // The shell may be gone already when it is told to end.
    shell.stdin?.on("error", () => undefined);
    const said: string[] = [];
    const port = await ready(shell, said);
    if (port === undefined) {
      await end(shell, ended);
      return said;
    }
    release(shell);
    return new ServerProcess(shell, ended, port);
  }

  /** Ends the server. */
  stop(): Promise<void> {
    return end(this.#process, this.#ended);
  }
}

// What is set for another server, of somebody's own, is none of this one's.
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("VESTIBULE_"));
  return { ...FLAGS, ...Object.fromEntries(kept), VESTIBULE_HTTP_PORT: "0", ...settings };
}

/** Its port, once it says so; undefined where it ends before, or takes too long. */
function ready(shell: ChildProcess, said: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, STARTING, undefined);
    const settle = (port: string | undefined): void => {
      clearTimeout(timer);
      resolve(port);
    };
    shell.once("error", (failure) => {
      said.push(failure.message);
      settle(undefined);
    });
    // To their ends, so that the server never waits for a reader. Only the server has them: the
    // shell goes on without.
    const outputs = [shell.stdout, shell.stderr].filter((each) => each !== null);
    let open = outputs.length;
    for (const output of outputs) {
      const lines = createInterface(output).on("line", (line) => {
        said.push(line);
        said.splice(0, said.length - LINES);
        const port = READY.exec(line)?.[1];
        if (port !== undefined) {
          settle(port);
        }
      });
      lines.once("close", () => {
        open -= 1;
        if (open === 0) {
          settle(undefined);
        }
      });
    }
  });
}

/** Lets this process end without waiting for the server, which ends with it. */
function release(shell: ChildProcess): void {
  shell.unref();
  for (const stream of [shell.stdin, shell.stdout, shell.stderr]) {
    (stream as unknown as { unref?: () => void } | null)?.unref?.();
  }
}

async function end(shell: ChildProcess, ended: Promise<void>): Promise<void> {
  shell.ref();
  shell.stdin?.end();
  const timer = setTimeout(() => killAll(shell), ENDING);
  await ended;
  clearTimeout(timer);
}

/** The shell and the server: both are of one group. */
function killAll({ pid }: ChildProcess): void {
  if (pid !== undefined) {
    process.kill(-pid, "SIGKILL");
  }
}
