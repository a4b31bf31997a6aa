// The part of the extension API that is used here, as Chrome 128 and Firefox 142 have it. What only one of them has says so.

/** The browser that a script is built for. */
declare const BROWSER: 'chrome' | 'firefox';

declare namespace chrome {
  interface Event<Listener> {
    addListener(listener: Listener): void;
    removeListener(listener: Listener): void;
  }

  namespace runtime {
    interface Sender {
      id?: string;
      tab?: tabs.Tab;
    }
    interface Port {
      postMessage(message: unknown): void;
      disconnect(): void;
      readonly onMessage: Event<(message: unknown) => void>;
      readonly onDisconnect: Event<() => void>;
    }
    /** Missing in a content script whose extension was updated or removed. */
    const id: string | undefined;
    const lastError: { message?: string } | undefined;
    const onConnect: Event<(port: Port) => void>;
    const onMessage: Event<(message: unknown, sender: Sender, answer: (value: unknown) => void) => void>;
    const onInstalled: Event<(details: { reason: string }) => void>;
    function sendMessage(message: unknown): Promise<unknown>;
    function getURL(path: string): string;
    function openOptionsPage(): Promise<void>;
  }

  namespace tabs {
    interface Tab {
      id?: number;
      windowId: number;
    }
    const onActivated: Event<(info: { tabId: number; windowId: number }) => void>;
    const onUpdated: Event<(tabId: number, change: { status?: string }) => void>;
    const onRemoved: Event<(tabId: number) => void>;
    const onDetached: Event<(tabId: number) => void>;
    function query(filter: { active: boolean; windowId: number }): Promise<Tab[]>;
    function connect(tabId: number, options: { name: string }): runtime.Port;
    function create(options: { url: string }): Promise<Tab>;
  }

  namespace windows {
    function getCurrent(): Promise<{ id?: number; incognito: boolean }>;
  }

  namespace action {
    const onClicked: Event<(tab: tabs.Tab) => void>;
    function setBadgeText(details: { tabId: number; text: string }): Promise<void>;
    function setBadgeBackgroundColor(details: { color: string }): Promise<void>;
    function setBadgeTextColor(details: { color: string }): Promise<void>;
  }

  namespace commands {
    const onCommand: Event<(command: string, tab?: tabs.Tab) => void>;
    function getAll(): Promise<{ name?: string; shortcut?: string; description?: string }[]>;
    /** Firefox. */
    function openShortcutSettings(): Promise<void>;
  }

  namespace contextMenus {
    const onClicked: Event<(info: unknown, tab?: tabs.Tab) => void>;
    function create(properties: { id: string; title: string; contexts: string[] }, done?: () => void): void;
    function removeAll(): Promise<void>;
  }

  namespace i18n {
    function getMessage(name: string): string;
  }

  namespace permissions {
    interface Permissions {
      origins?: string[];
    }
    const onAdded: Event<() => void>;
    const onRemoved: Event<() => void>;
    function getAll(): Promise<Permissions>;
    function contains(permissions: Permissions): Promise<boolean>;
    function request(permissions: Permissions): Promise<boolean>;
    function remove(permissions: Permissions): Promise<boolean>;
  }

  namespace storage {
    type Changes = Record<string, { newValue?: unknown }>;
    const local: {
      get(keys: string | string[]): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
      remove(names: string[]): Promise<void>;
    };
    const onChanged: Event<(changes: Changes, area: string) => void>;
  }

  /** Chrome. */
  const sidePanel: { open(options: { windowId: number }): Promise<void> };

  /** Firefox. */
  const sidebarAction: { open(): Promise<void> };

  namespace scripting {
    interface Target {
      tabId: number;
      allFrames?: boolean;
    }
    interface Style {
      target: Target;
      files: string[];
      origin: 'USER';
    }
    function executeScript(injection: { target: Target; files: string[] }): Promise<unknown>;
    function insertCSS(injection: Style): Promise<void>;
    function removeCSS(injection: Style): Promise<void>;
  }
}
