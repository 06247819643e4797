import { test as base } from "@playwright/test";
import { startVestibule, type TestServer } from "./testing/server.js";

export { expect } from "@playwright/test";

/** What a test gets. */
export interface VestibuleFixtures {
  /** A server in test mode that knows nobody. */
  vestibule: TestServer;
}

/** What can be set in `use` of a project, and the server that a worker's tests share. */
export interface VestibuleWorkerFixtures {
  /** What starts Vestibule: `VESTIBULE_PROGRAM`, or `vestibule` on the PATH, unless it is said. */
  vestibuleProgram: string | undefined;
  /** Settings of the server by their variables, as `VESTIBULE_PRIVACY`. */
  vestibuleSettings: Record<string, string>;
  vestibuleServer: TestServer;
}

// A first start may build the program.
const STARTING = 330_000;

/** Playwright's `test` with a server for each worker, which forgets everything before each test. */
export const test = base.extend<VestibuleFixtures, VestibuleWorkerFixtures>({
  vestibuleProgram: [undefined, { option: true, scope: "worker" }],
  vestibuleSettings: [{}, { option: true, scope: "worker" }],
  vestibuleServer: [
    async ({ vestibuleProgram, vestibuleSettings }, use) => {
      const server = await startVestibule({
        program: vestibuleProgram,
        settings: vestibuleSettings,
      });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: STARTING },
  ],
  vestibule: async ({ vestibuleServer }, use) => {
    await vestibuleServer.reset();
    await use(vestibuleServer);
  },
});
