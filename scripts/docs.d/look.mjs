// Called by scripts/look-at-docs: node look.mjs ADDRESS BROWSER FOLDER
import { createRequire } from "node:module";
import puppeteer from "puppeteer-core";

const [address, executablePath, folder] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const pages = ["index.html", "start.html", "configuration.html", "do/proxy.html"];
const judged = ["index.html", "start.html", "configuration.html"];
const findings = [];

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
page.on("request", (request) => {
  if (!request.url().startsWith(`${address}/`) && !request.url().startsWith("data:")) findings.push(`asked ${request.url()}`);
});
page.on("response", (response) => {
  if (response.status() >= 400) findings.push(`${response.status()} ${response.url()}`);
});
page.on("console", (message) => {
  if (message.type() === "error") findings.push(`${page.url()}: ${message.text()}`);
});
page.on("pageerror", (error) => findings.push(`${page.url()}: ${error.message}`));

async function open(path) {
  await page.goto(`${address}/docs/${path}`, { waitUntil: "networkidle0" });
}

async function judge(path, scheme) {
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, impact, help, nodes } of violations) {
    const line = `${path} (${scheme}): ${impact}: ${id}: ${help}: ${nodes.length} × ${nodes[0].html.slice(0, 160)}`;
    if (impact === "serious" || impact === "critical") findings.push(line);
    else console.log(line);
  }
}

await page.goto(`${address}/docs`, { waitUntil: "networkidle0" });
if (page.url() !== `${address}/docs/index.html`) findings.push(`/docs leads to ${page.url()}`);
for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  for (const path of pages) {
    await open(path);
    await page.screenshot({ path: `${folder}/${path.replaceAll("/", "-").replace(".html", "")}-${scheme}.png` });
  }
}

await open("index.html");
await page.type("input[name=q]", "webhook");
await Promise.all([page.waitForNavigation({ waitUntil: "networkidle0" }), page.keyboard.press("Enter")]);
await page.waitForSelector("#search-results li a", { timeout: 20000 });
const found = await page.$$eval("#search-results li a", (links) => links.map((link) => link.getAttribute("href")));
if (!found.some((href) => href.startsWith("events.html"))) findings.push(`a search for webhook finds ${found}`);

// By the browser's own protocol: our policy lets no page take a script of somebody else's.
await page.setBypassCSP(true);
for (const scheme of ["light", "dark"]) {
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  for (const path of judged) {
    await open(path);
    await page.addScriptTag({ path: axe });
    await judge(path, scheme);
  }
}

await browser.close();
findings.forEach((finding) => console.log(finding));
console.log(`${pages.length} pages and a search, ${judged.length} of them by axe in two colours: ${findings.length} findings`);
process.exitCode = findings.length ? 1 : 0;
