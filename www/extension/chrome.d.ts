// The part of the extension API that is used here, as Chrome 128 has it.

declare namespace chrome {
  interface Event<Listener> {
    addListener(listener: Listener): void;
  }

  namespace runtime {
    interface Port {
      postMessage(message: unknown): void;
      disconnect(): void;
      readonly onMessage: Event<(message: unknown) => void>;
      readonly onDisconnect: Event<() => void>;
    }
    const onConnect: Event<(port: Port) => void>;
    const onMessage: Event<(message: unknown) => void>;
    function sendMessage(message: unknown): Promise<unknown>;
  }

  namespace tabs {
    interface Tab {
      id?: number;
      windowId: number;
    }
    function query(filter: { active: boolean; windowId: number }): Promise<Tab[]>;
    function connect(tabId: number, options: { name: string }): runtime.Port;
  }

  namespace storage {
    const local: {
      get(key: string): Promise<Record<string, unknown>>;
      set(items: Record<string, unknown>): Promise<void>;
    };
  }

  namespace windows {
    function getCurrent(): Promise<{ id?: number }>;
  }

  namespace action {
    const onClicked: Event<(tab: tabs.Tab) => void>;
  }

  namespace sidePanel {
    function open(options: { windowId: number }): Promise<void>;
  }

  namespace scripting {
    interface Target {
      tabId: number;
      allFrames?: boolean;
    }
    function executeScript(injection: { target: Target; files: string[] }): Promise<unknown>;
    function insertCSS(injection: { target: Target; files: string[]; origin: 'USER' }): Promise<void>;
    function removeCSS(injection: { target: Target; files: string[]; origin: 'USER' }): Promise<void>;
  }
}
