// One tab as the panel holds it: the way to its content script, and its sidebar with all that the reader chose there.
//
// Comes in: orders of the panel and what the page tells; goes out: marks on the page, a sidebar or a message in `element`.
// A tab that may not be read is never an error: the reader is told which button to press.

import type { Mark, Sidebar } from 'rapporteur-wasm/rapporteur.js';
import type { Outline } from '../page/outline.js';
import { createSidebar } from '../sidebar/host.js';
import { extensionStore } from './notes.js';
import { PORT, type ToPage, type ToPanel } from './messages.js';
import { marksFiles, type Settings } from './settings.js';
import type { Texts } from './texts.js';

/** What is shown in place of a sidebar, or the sidebar. */
type State = 'waiting' | 'reading' | 'press' | 'refused' | 'shown';

/** What a tab needs from the panel. */
export interface Home {
  settings(): Settings;
  texts(): Texts;
  /** Called whenever what is shown of the tab has changed. */
  changed(tab: Tab): void;
}

/** A tab in the panel. */
export interface Tab {
  readonly id: number;
  /** What the panel shows while the tab is the active one. */
  readonly element: HTMLElement;
  /** Names the article to a page that prints it. */
  readonly key: string;
  /** What is shown; undefined where there is no article. */
  readonly sidebar: Sidebar | undefined;
  readonly outline: Outline | undefined;
  /** Whether the page is being listened to. */
  readonly connected: boolean;
  /** Reads the page; `pressed` tells that the reader has just asked for it. */
  read(pressed: boolean): Promise<void>;
  /** Draws again what is shown, after the options have changed. */
  redraw(): void;
  /** Shows that the core was started anew by a mistake of its own. */
  restarted(): void;
  /** Lets go of the page, which takes the marks away, and of the sidebar. */
  close(): void;
}

/** An outline of more letters than this takes long enough to be announced. */
const LONG = 100_000;

/** A tab that nothing was asked of yet. */
export function createTab(id: number, home: Home): Tab {
  const element = document.createElement('div');
  element.className = 'tab-page';
  let state: State = 'waiting';
  let port: chrome.runtime.Port | undefined;
  let sidebar: Sidebar | undefined;
  let outline: Outline | undefined;
  let sheets: string[] = [];
  // Counts readings: what an earlier one still waits for is of no interest.
  let turn = 0;

  const send = (message: ToPage) => port?.postMessage(message);
  const show = (next: State) => {
    state = next;
    if (next !== 'shown') drop();
    draw();
    home.changed(tab);
  };
  const drop = () => {
    sidebar?.free();
    [sidebar, outline] = [undefined, undefined];
    badge('');
  };
  const badge = (text: string) => void chrome.action.setBadgeText({ tabId: id, text }).catch(() => {});

  function draw(): void {
    if (state === 'shown' || state === 'waiting') return;
    element.replaceChildren(message(state, home.texts()));
  }

  /** A sidebar in the language of the options. */
  function fresh(): Sidebar {
    const root = document.createElement('div');
    element.replaceChildren(root);
    sidebar?.free();
    sidebar = createSidebar(root, {
      go: item => send({ type: 'go', item }),
      show: on => send({ type: 'show', on }),
      notes: extensionStore,
    }, home.texts().language);
    return sidebar;
  }

  function analyse(read: Outline): void {
    const { unmarked } = home.settings();
    const shown = sidebar ?? fresh();
    outline = read;
    shown.setMinimum(home.settings().minimum);
    const painting = shown.read(read);
    const marked = ([layer]: Mark) => !unmarked.includes(layer);
    send({ type: 'paint', painting: { ...painting, marks: painting.marks.filter(marked) } });
    const [quotes = 0, positions = 0] = shown.counts();
    badge(quotes + positions > 0 ? String(quotes + positions) : '');
    show('shown');
  }

  /** Asynchronous, because the browser keeps to itself what goes wrong in a listener, but tells of a broken promise. */
  async function hear(said: ToPanel): Promise<void> {
    switch (said.type) {
      case 'outline': {
        const letters = said.outline.runs.reduce((sum, run) => sum + run[1].length, 0);
        if (letters > LONG && state !== 'shown') {
          show('reading');
          await new Promise(done => setTimeout(done, 30));
        }
        return analyse(said.outline);
      }
      case 'selected':
        return sidebar?.select(said.item);
      case 'toggled':
        return sidebar?.setMarks(said.on);
      case 'cleared':
        return sidebar?.notice('cleared');
    }
  }

  /** Gives the page our styles for marks in place of those it had from us. */
  async function dress(): Promise<void> {
    const style = (files: string[]) => ({ target: { tabId: id, allFrames: true }, files, origin: 'USER' as const });
    const wanted = marksFiles(home.settings());
    const old = sheets.length > 0 ? sheets : wanted;
    sheets = wanted;
    await chrome.scripting.removeCSS(style(old)).catch(() => {});
    await chrome.scripting.insertCSS(style(wanted));
  }

  async function read(pressed: boolean): Promise<void> {
    if (port) return send({ type: 'read' });
    turn += 1;
    const mine = turn;
    try {
      await dress();
      await chrome.scripting.executeScript({ target: { tabId: id }, files: ['content.js'] });
    } catch {
      if (mine === turn) show(pressed ? 'refused' : 'press');
      return;
    }
    if (mine !== turn) return;
    const opened = chrome.tabs.connect(id, { name: PORT });
    port = opened;
    opened.onMessage.addListener(said => port === opened && void hear(said as ToPanel));
    opened.onDisconnect.addListener(() => {
      // A port that we closed ourselves tells us nothing; this one was closed by the page, which went away.
      if (port !== opened) return;
      port = undefined;
      show('press');
    });
    send({ type: 'read' });
  }

  const tab: Tab = {
    id,
    element,
    key: crypto.randomUUID(),
    get sidebar() {
      return sidebar;
    },
    get outline() {
      return outline;
    },
    get connected() {
      return port !== undefined;
    },
    read,
    redraw() {
      draw();
      if (!outline) return;
      const kept = outline;
      fresh();
      void dress().catch(() => {});
      analyse(kept);
    },
    restarted() {
      state = 'shown';
      fresh().notice('restarted');
    },
    close() {
      turn += 1;
      port?.disconnect();
      port = undefined;
      drop();
    },
  };
  return tab;
}

/** What stands in place of a sidebar. */
function message(state: Exclude<State, 'shown' | 'waiting'>, texts: Texts): HTMLElement {
  const section = document.createElement('section');
  section.className = 'message';
  section.role = 'status';
  const say = (tag: 'h2' | 'p', key: string) => {
    section.append(Object.assign(document.createElement(tag), { textContent: texts.get(key) }));
  };
  if (state === 'reading') {
    say('p', 'panel.reading');
    const progress = document.createElement('progress');
    progress.ariaLabel = texts.get('panel.reading');
    section.append(progress);
  } else if (state === 'press') {
    say('h2', 'panel.press');
    say('p', 'panel.press.text');
  } else {
    say('h2', 'panel.refused');
    say('p', 'panel.refused.text');
    say('p', 'panel.refused.file');
  }
  return section;
}
