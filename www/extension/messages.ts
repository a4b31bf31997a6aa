// What is said between the panel, which holds the core, and the content script, which touches the page. One union for both
// ends of the port, so that neither can send what the other does not know.

import type { Painting } from 'rapporteur-wasm/rapporteur.js';
import type { Outline } from '../page/outline.js';

/** From the panel to the page. */
export type ToPage =
  | { type: 'read' }
  | { type: 'paint'; painting: Painting }
  | { type: 'go'; item: string }
  | { type: 'show'; on: boolean };

/** From the page to the panel. */
export type ToPanel =
  | { type: 'outline'; outline: Outline }
  | { type: 'selected'; item: string }
  | { type: 'toggled'; on: boolean }
  | { type: 'cleared' };

/** To the background. From the page: nobody listens to this tab any more. From a panel that has just opened: which tab of its
 * window was the button pressed for? It is answered by the id of that tab, if any. */
export type ToBackground = { type: 'left' } | { type: 'opened'; windowId: number };

/** From the background to the panels: a tab is to be read; the next or previous item is to be shown. */
export type FromBackground =
  | { type: 'pressed'; windowId: number; tabId: number }
  | { type: 'step'; windowId: number; forward: boolean };

/** What a page to be printed asks the panels for, by the key in its address, and the answer: the article, and whether what is
 * uncertain of it is shown. */
export type Printing =
  | { type: 'wanted'; key: string }
  | { type: 'article'; key: string; outline: Outline; all: boolean };

/** Name of the port, of the channel between our pages, and of the mark that the content script leaves in its own world. */
export const PORT = 'rapporteur';
