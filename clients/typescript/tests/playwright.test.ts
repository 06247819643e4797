import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { suite, test } from "node:test";
import { folder, run, variable } from "./examples.js";

// README's own, for a browser that is no download of Playwright's.
const CONFIG = `
import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

export default defineConfig(config, {
  workers: 2,
  reporter: "line",
  use: { launchOptions: { executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] } },
});
`;

// Each is done only when it has seen that the other is under way, on another server.
const TWO = `
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { expect, test } from "vestibule-client/playwright";

for (const [mine, other] of [["one", "two"], ["two", "one"]]) {
  test(mine, async ({ vestibule }) => {
    const account = { email: "ada@example.org", password: "correct horse 7", username: "ada" };
    await vestibule.client.register(account);
    expect(await vestibule.mailbox.all()).toHaveLength(1);
    writeFileSync(mine + ".new", vestibule.url);
    renameSync(mine + ".new", mine);
    await expect.poll(() => existsSync(other), { timeout: 25_000 }).toBe(true);
    expect(readFileSync(other, "utf8")).not.toBe(vestibule.url);
    expect(test.info().workerIndex).toBeLessThan(2);
  });
}
`;

const CLI = createRequire(import.meta.url).resolve("@playwright/test/cli");
const COMMAND = ["node", CLI, "test", "--config", "harness.config.ts"];

suite("the fixtures of Playwright", () => {
  test("lead a person to a reset, and give each worker a server of its own", async () => {
    const hasBrowser = process.env["CHROMIUM"] !== undefined;
    const specs = hasBrowser ? ["signing-up.spec.ts", "two.spec.ts"] : ["two.spec.ts"];
    const made = await folder(variable("PLACE"), "playwright.config.ts", "signing-up.spec.ts");
    await writeFile(join(made, "harness.config.ts"), CONFIG);
    await writeFile(join(made, "two.spec.ts"), TWO);
    const { code, output } = await run(made, [...COMMAND, ...specs]).ended;
    assert.equal(code, 0, output);
    assert.match(output, hasBrowser ? /3 passed/ : /2 passed/);
  });
});
