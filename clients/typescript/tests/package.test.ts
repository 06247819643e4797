import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { suite, test } from "node:test";
import { run, variable } from "./examples.js";

const require = createRequire(import.meta.url);
const MANIFEST = require.resolve("vestibule-client/package.json");

interface Manifest {
  readonly dependencies?: object;
  readonly exports: Readonly<Record<string, object | string>>;
}

suite("the package", () => {
  test("is what was installed from its archive", () => {
    assert.ok(MANIFEST.startsWith(join(variable("PLACE"), "node_modules")), MANIFEST);
  });

  test("needs no other", async () => {
    const manifest = JSON.parse(await readFile(MANIFEST, "utf8")) as Manifest;
    assert.equal(manifest.dependencies, undefined);
  });

  test("holds what it needs to work, and no more", async () => {
    const { output } = await run(dirname(MANIFEST), ["tar", "-tzf", variable("TARBALL")]).ended;
    const strangers = output
      .trim()
      .split("\n")
      .filter(
        (each) => !/^package\/(package\.json|README\.md|LICENSE|dist\/(esm|cjs)\/.*)$/.test(each),
      );
    assert.deepEqual(strangers, []);
    for (const name of ["LICENSE", "README.md", "dist/esm/index.d.ts", "dist/cjs/index.js"]) {
      assert.ok(output.includes(`package/${name}\n`), name);
    }
  });

  test("is the same for import and require", async () => {
    const manifest = JSON.parse(await readFile(MANIFEST, "utf8")) as Manifest;
    const paths = Object.keys(manifest.exports).filter((each) => each !== "./package.json");
    assert.equal(paths.length, 4);
    for (const path of paths) {
      const name = path.replace(/^\./, "vestibule-client");
      const imported = Object.keys((await import(name)) as object).sort();
      const required = Object.keys(require(name) as object).sort();
      assert.deepEqual(required, imported, name);
      assert.ok(imported.length > 0);
    }
  });
});
