// Puts the sidebar into a page of ours (the demo, an extension's panel) and does what it asks for.

import { Sidebar, type HostCall, type Painting } from 'rapporteur-wasm/rapporteur.js';
import { createNotes, pageStore, type Store } from './notes.js';

/** The page that the sidebar talks about, wherever it is. */
export interface Subject {
  go(item: string): void;
  show(on: boolean): void;
  /** Paints other marks: the reader has chosen in the sidebar to see more or less. */
  paint(painting: Painting): void;
  /** Where notes on wrong marks are kept; by default the storage of the page that the sidebar is in. */
  notes?: Store;
}

/** A sidebar in `root`, by default in the browser's language; what the reader asks of the page goes to `subject`. */
export function createSidebar(root: Element, subject: Subject, language = navigator.language): Sidebar {
  const notes = createNotes(subject.notes ?? pageStore);
  // A browser that keeps nothing for this page keeps no notes either: then none are shown.
  const tell = (count: Promise<number>) => void count.catch(() => 0).then(count => sidebar.noted(count));
  const calls: Record<HostCall, (value: string) => void> = {
    go: item => subject.go(item),
    paint: () => subject.paint(sidebar.painting()),
    marks: value => subject.show(value === 'on'),
    copy: text => void copy(text).then(done => sidebar.copied(done)),
    wrong: note => tell(notes.add(note)),
    right: note => tell(notes.drop(note)),
    notes: order => tell(order === 'save' ? notes.download() : notes.forget()),
  };
  const sidebar = new Sidebar(root, language, (call, value) => calls[call](value));
  tell(notes.count());
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
