import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after } from "node:test";

const folders: string[] = [];
const running: ChildProcess[] = [];
after(async () => {
  for (const process of running) {
    process.kill("SIGKILL");
  }
  await Promise.all(folders.map((each) => rm(each, { recursive: true, force: true })));
});

/** The files that README shows, by their names. */
export async function examples(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(variable("README"), "utf8");
  const found = text.matchAll(/<!-- file: (\S+) -->\n```\w+\n([\s\S]*?)```/g);
  return new Map([...found].map(([, name = "", body = ""]) => [name, body]));
}

/** A new folder with these files of README. */
export async function folder(parent: string, ...names: readonly string[]): Promise<string> {
  const made = await mkdtemp(join(parent, "example-"));
  folders.push(made);
  const all = await examples();
  for (const name of names) {
    await writeFile(join(made, name), all.get(name) ?? assert.fail(`README has no ${name}`));
  }
  return made;
}

export function variable(name: string): string {
  return process.env[name] ?? assert.fail(`run-tests sets ${name}`);
}

export interface Run {
  readonly process: ChildProcess;
  /** Its exit code and all that it wrote, once it has ended. */
  readonly ended: Promise<{ code: number | null; output: string }>;
}

export function run(cwd: string, command: readonly string[], settings = {}): Run {
  const [program = "", ...arguments_] = command;
  const env: NodeJS.ProcessEnv = { ...process.env, ...settings };
  // Else it would tell its results to this runner.
  delete env["NODE_TEST_CONTEXT"];
  const child = spawn(program, arguments_, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once("error", (failure) => resolve({ code: null, output: String(failure) }));
    child.once("close", (code) => resolve({ code, output }));
  });
  return { process: child, ended };
}
