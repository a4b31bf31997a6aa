// What the browser tests share: a real headless Chromium, pages whose requests and errors are recorded, and looks at
// what is painted on a page.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { chromium } from '../../www/tools/chromium.mjs';
import { serve } from '../../www/tools/serve.mjs';

/** The folder that the build writes, with a slash at its end. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The folder of the screenshots in the README. */
export const IMAGES = fileURLToPath(new URL('../../docs/img/', import.meta.url));

/** Where the demo is on the disk. */
export const DEMO_FILE = pathToFileURL(`${DIST}demo/index.html`).href;

/**
 * Starts Chromium with a profile of its own and no host but this machine to be reached.
 * @returns {Promise<{ browser: import('puppeteer-core').Browser, close: () => Promise<void> }>}
 */
export async function launch(options = {}) {
  const userDataDir = mkdtempSync(join(tmpdir(), 'rapporteur-chromium-'));
  const browser = await puppeteer.launch({
    executablePath: await chromium(),
    headless: true,
    userDataDir,
    args: [
      // Chromium's sandbox refuses to run as root, as continuous integration does.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
      '--force-color-profile=srgb', '--font-render-hinting=none',
    ],
    ...options,
  });
  const close = async () => {
    await browser.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}

/** Serves `dist/` on a free port, until `close()`. */
export async function serveDist() {
  const { server, address } = await serve(DIST);
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address, close };
}

/**
 * A new page. `requests` lists the address of everything it asks for, `errors` its errors and broken policies.
 * @param {import('puppeteer-core').Browser} browser
 */
export async function newPage(browser, { width = 1280, height = 900 } = {}) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  const [requests, errors] = [[], []];
  page.on('request', request => requests.push(request.url()));
  page.on('pageerror', error => errors.push(error.message));
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  return { page, requests, errors };
}

/** Opens the demo and waits until its first article is marked. Counts every change inside the article's own nodes. */
export async function openDemo(page, address) {
  await page.evaluateOnNewDocument(() => {
    globalThis.changes = [];
    const inArticle = node => node.parentElement?.closest('#story');
    new MutationObserver(records => {
      for (const { type, target } of records) if (inArticle(target)) changes.push(`${type} ${target.nodeName}`);
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
}

/** The words painted in each layer, in the order of the page: `{ direct: ["…"], … }`. Layers without any are left out. */
export function painted(page) {
  return page.evaluate(() => {
    const layers = {};
    for (const [name, highlight] of CSS.highlights) {
      if (!name.startsWith('rapporteur-') || highlight.size === 0) continue;
      const ranges = [...highlight].sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
      layers[name.slice('rapporteur-'.length)] = ranges.map(range => range.toString());
    }
    return layers;
  });
}

/**
 * Installs the unpacked extension and waits until it listens for its button and has shown its first page. Resolves to its id.
 * @param {string} [folder] another build of it
 */
export async function installExtension(browser, folder = `${DIST}extension-chrome`) {
  const id = await browser.installExtension(folder);
  const worker = await background(browser, id);
  for (let ready = false; !ready;) ready = await worker.evaluate(() => chrome.action.onClicked.hasListeners());
  const first = await browser.waitForTarget(target => target.url() === `chrome-extension://${id}/welcome.html`);
  await (await first.page()).close();
  return id;
}

/** The background script of the extension. */
export async function background(browser, id) {
  const target = await browser.waitForTarget(target => target.type() === 'service_worker' && target.url().includes(id));
  return target.worker();
}

/** Serves pages that `respond` makes of the path, on a free port of this machine. Lists what was asked for in `visited`. */
export async function servePages(respond) {
  const visited = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1);
    visited.push(path);
    const { html, policy } = respond(path);
    if (policy) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  // Two sites, for the browser, of one server.
  return { address: `http://127.0.0.1:${port}/`, other: `http://localhost:${port}/`, visited, close };
}

/** Presses the extension's toolbar button on a page and returns the side panel once it is there. */
export async function pressButton(browser, id, page) {
  await page.bringToFront();
  await page.triggerExtensionAction((await browser.extensions()).get(id));
  return panelOf(browser, id);
}

/** The side panel, once it is there. */
export async function panelOf(browser, id) {
  const target = await browser.waitForTarget(target => target.url() === `chrome-extension://${id}/panel.html`);
  return target.asPage();
}

/** Closes the side panel, and waits until it is gone: the next one must not be taken for it. */
export async function closePanel(panel) {
  const browser = panel.browser();
  await panel.evaluate(() => close());
  while (browser.targets().some(target => target.url().endsWith('/panel.html'))) await new Promise(done => setTimeout(done, 20));
}

/** Waits for something in the panel; by the clock, because a panel may draw nothing for a while. */
export const waitInPanel = (panel, isSo, ...given) => panel.waitForFunction(isSo, { polling: 50 }, ...given);
