// One process, so that one server serves them all.
import "./account.test.js";
import "./browser.test.js";
import "./express.test.js";
import "./factors.test.js";
import "./introspection.test.js";
import "./package.test.js";
import "./playwright.test.js";
import "./readme.test.js";
import "./renewal.test.js";
import "./shared.test.js";
import "./tabs.test.js";
import "./testing.test.js";
import "./verifier.test.js";
import "./ways.test.js";
