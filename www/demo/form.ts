// The form of the desk, the same on the demo page and in the extension: a field to paste into, a file to choose or to drop.

import { ACCEPT, fromFile, fromText } from './desk.js';

/** What becomes of a text. */
export interface Desk {
  /** Lays it out as the story; a text is all article, a page may hold more. */
  lay(content: Node, kind: 'text' | 'page'): void;
  /** Says that a file is none of the kinds that can be read. */
  refuse(name: string, kinds: string): void;
  /** Called before a file is laid out or refused. */
  taken?(name: string): void;
}

/** Listens to the form. Files may be dropped anywhere on the page. */
export function connectDesk({ lay, refuse, taken }: Desk): void {
  const text = document.getElementById('desk-text') as HTMLTextAreaElement;
  const file = document.getElementById('desk-file') as HTMLInputElement;
  const take = async (given: File | undefined) => {
    if (!given) return;
    taken?.(given.name);
    const content = await fromFile(given);
    if (content) lay(...content);
    else refuse(given.name, ACCEPT.replaceAll(',', ' '));
    document.documentElement.dataset['ready'] = given.name;
  };
  document.getElementById('desk-read')!.addEventListener('click', () => lay(fromText(text.value), 'text'));
  document.getElementById('desk-choose')!.addEventListener('click', () => file.click());
  file.accept = ACCEPT;
  file.addEventListener('change', () => void take(file.files?.[0]));
  addEventListener('dragover', event => event.preventDefault());
  addEventListener('drop', event => {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  });
}
