// A real headless Firefox, driven over Marionette, its own protocol: pages, the toolbar, the sidebar, the extension's pages.
//
// A message is its length, a colon and JSON: [0, id, command, parameters] there, [1, id, error, result] back.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { firefox } from '../../www/tools/firefox.mjs';

/** Longest wait for anything, in milliseconds. */
const PATIENCE = 20_000;

/** The extension's id, and the address under which this Firefox is told to keep its pages. */
const EXTENSION = 'rapporteur@rapporteur.example';
const UUID = '5d0a7e1c-8a43-4f0b-9d56-0c4f3b8e2a17';
export const PAGES = `moz-extension://${UUID}/`;

const PREFERENCES = {
  'marionette.port': 0,
  'extensions.webextensions.uuids': JSON.stringify({ [EXTENSION]: UUID }),
  // Permissions are granted as if the reader had agreed.
  'extensions.webextOptionalPermissionPrompts': false,
  // No host but this machine can be reached, and Firefox does not try.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
  'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'intl.accept_languages': 'en-US',
  'ui.prefersReducedMotion': 1,
};

/** Starts Firefox with a profile of its own. */
export async function launchFirefox() {
  const profile = mkdtempSync(join(tmpdir(), 'rapporteur-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const child = spawn(await firefox(), ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile], { stdio: 'ignore' });
  const ended = new Promise(done => child.once('exit', done));
  const client = await talk(await portOf(profile, child));
  await client.send('WebDriver:NewSession', {});
  const close = async () => {
    client.end();
    child.kill();
    await Promise.race([ended, wait(10_000).then(() => child.kill('SIGKILL'))]);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { ...tools(client), close };
}

/** Firefox writes the port that it chose into its profile. */
async function portOf(profile, child) {
  return until('Firefox listens', () => {
    if (child.exitCode !== null) throw new Error(`Firefox ended with status ${child.exitCode}`);
    try {
      return Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8'));
    } catch {
      return 0;
    }
  }, 60_000);
}

function talk(port) {
  const waiting = new Map();
  let last = 0;
  let got = Buffer.alloc(0);
  const socket = connect(port, '127.0.0.1');
  const hear = () => {
    const colon = got.indexOf(':');
    const end = colon < 0 ? Infinity : colon + 1 + Number(got.subarray(0, colon));
    if (got.length < end) return undefined;
    const message = JSON.parse(got.subarray(colon + 1, end).toString());
    got = got.subarray(end);
    return message;
  };
  const send = (command, parameters = {}) => new Promise((done, fail) => {
    last += 1;
    waiting.set(last, { done, fail, command });
    const text = JSON.stringify([0, last, command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
  });
  return new Promise((ready, broken) => {
    socket.once('error', broken);
    socket.on('data', data => {
      got = Buffer.concat([got, data]);
      for (let message = hear(); message !== undefined; message = hear()) {
        if (!Array.isArray(message)) {
          ready({ send, end: () => socket.destroy() });
          continue;
        }
        const [, id, error, result] = message;
        const { done, fail, command } = waiting.get(id);
        waiting.delete(id);
        if (error) fail(new Error(`${command}: ${error.message}`));
        else done(result);
      }
    });
  });
}

/** Asks again and again until the answer is true; resolves to it. */
export async function until(what, ask, patience = PATIENCE) {
  const start = performance.now();
  let told;
  while (performance.now() - start < patience) {
    try {
      const answer = await ask();
      if (answer) return answer;
      told = answer;
    } catch (error) {
      told = error;
    }
    await wait(40);
  }
  throw new Error(`In ${patience} ms it did not happen that ${what}: ${told instanceof Error ? told.stack : JSON.stringify(told)}`);
}

function tools({ send }) {
  /** Runs a function with JSON arguments in the page, or with all rights in the browser's own window. */
  const run = async (context, act, args) => {
    await send('Marionette:SetContext', { value: context });
    const script = `const [done, ...given] = [...arguments].reverse(); given.reverse();
      Promise.resolve().then(() => (${act})(...given)).then(value => done({ value }), error => done({ error: String(error?.stack ?? error) }));`;
    const { value } = await send('WebDriver:ExecuteAsyncScript', {
      script, args, sandbox: context === 'chrome' ? 'system' : null, newSandbox: false, scriptTimeout: PATIENCE,
    });
    if (value.error) throw new Error(value.error);
    return value.value;
  };
  const inPage = (act, ...args) => run('content', act, args);
  const inBrowser = (act, ...args) => run('chrome', act, args);

  return {
    inPage,
    inBrowser,
    async open(url) {
      await send('Marionette:SetContext', { value: 'content' });
      await send('WebDriver:Navigate', { url });
    },
    async newTab() {
      await send('Marionette:SetContext', { value: 'content' });
      const { handle } = await send('WebDriver:NewWindow', { type: 'tab', focus: true });
      await send('WebDriver:SwitchToWindow', { handle, focus: true });
      return handle;
    },
    tab: async () => (await send('WebDriver:GetWindowHandle')).value,
    switchTo: handle => send('WebDriver:SwitchToWindow', { handle, focus: true }),
    install: async path => (await send('Addon:Install', { path, temporary: true })).value,
    /** A real click on a part of the page. */
    async click(x, y) {
      await send('Marionette:SetContext', { value: 'content' });
      const at = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 };
      await send('WebDriver:PerformActions', {
        actions: [{ type: 'pointer', id: 'mouse', actions: [at, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }] }],
      });
      await send('WebDriver:ReleaseActions');
    },
    /** Presses the extension's button in the toolbar, which counts as a press of the reader. */
    pressButton: () => inBrowser(id => {
      const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
      const { extension } = WebExtensionPolicy.getByID(id);
      ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
    }, EXTENSION),
    /** Runs a function in the extension's sidebar; undefined where none is open. A click in it counts as the reader's. */
    inSidebar: (act, ...args) => inBrowser(async (source, given) => {
      const browser = SidebarController.isOpen && SidebarController.browser.contentDocument?.getElementById('webext-panels-browser');
      const actor = browser?.browsingContext?.currentWindowGlobal;
      if (!actor || !actor.documentURI.spec.startsWith('moz-extension:')) return undefined;
      return new Promise((done, fail) => {
        const name = `rapporteur:${Math.random()}`;
        browser.messageManager.addMessageListener(name, function hear({ data }) {
          browser.messageManager.removeMessageListener(name, hear);
          if (data.error) fail(data.error);
          else done(data.value);
        });
        // In a sandbox with the page's own rights, because the page's policy allows no code that is put together.
        const code = `{
          const tell = data => sendAsyncMessage(${JSON.stringify(name)}, data);
          try {
            content.document.notifyUserGestureActivation();
            const handling = content.windowUtils.setHandlingUserInput(true);
            const sandbox = Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
            const told = Cu.evalInSandbox(${JSON.stringify(`Promise.resolve((${source})(...${JSON.stringify(given)})).then(value => JSON.stringify(value ?? null))`)}, sandbox);
            handling.destruct();
            told.then(value => tell({ value: JSON.parse(value) }), error => tell({ error: String(error) }));
          } catch (error) {
            tell({ error: String(error) });
          }
        }`;
        browser.messageManager.loadFrameScript(`data:,${encodeURIComponent(code)}`, false);
      });
    }, String(act), args),
    closeSidebar: () => inBrowser(() => SidebarController.hide()),
    /** Starts to list the address of every request that is not Firefox's own. */
    recordRequests: () => inBrowser(() => {
      globalThis.rapporteurRequests = [];
      Services.obs.addObserver(channel => {
        const { loadInfo, URI } = channel.QueryInterface(Ci.nsIChannel);
        if (!loadInfo.triggeringPrincipal.isSystemPrincipal || loadInfo.externalContentPolicyType === Ci.nsIContentPolicy.TYPE_DOCUMENT) {
          globalThis.rapporteurRequests.push(URI.spec);
        }
      }, 'http-on-modify-request');
    }),
    requests: () => inBrowser(() => globalThis.rapporteurRequests),
  };
}
