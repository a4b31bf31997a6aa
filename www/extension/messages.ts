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

/** From the background to the panels: the toolbar button was pressed in a window. */
export interface Pressed {
  type: 'pressed';
  windowId: number;
  tabId: number;
}

/** Name of the port, and of the mark that the content script leaves in its own world. */
export const PORT = 'rapporteur';
