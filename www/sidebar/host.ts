// Puts the sidebar into a page of ours (the demo, an extension's panel) and does what it asks for.

import { Sidebar, type HostCall } from 'rapporteur-wasm/rapporteur.js';

/** The page that the sidebar talks about, wherever it is. */
export interface Subject {
  go(item: string): void;
  show(on: boolean): void;
}

/** A sidebar in `root`, by default in the browser's language; what the reader asks of the page goes to `subject`. */
export function createSidebar(root: Element, subject: Subject, language = navigator.language): Sidebar {
  const calls: Record<HostCall, (value: string) => void> = {
    go: item => subject.go(item),
    marks: value => subject.show(value === 'on'),
    copy: text => void copy(text).then(done => sidebar.copied(done)),
  };
  const sidebar = new Sidebar(root, language, (call, value) => calls[call](value));
  return sidebar;
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
