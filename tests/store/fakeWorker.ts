import { createSession } from '../../src/worker/session.ts';
import type { Command, SessionEvent } from '../../src/worker/protocol.ts';

/** A worker that is no thread: a real session, fed and heard by cloned messages, given time between the page's tasks. */
export class FakeWorker {
  static readonly all: FakeWorker[] = [];
  readonly commands: Command[] = [];
  private readonly listeners: ((message: MessageEvent<SessionEvent>) => void)[] = [];
  private readonly session = createSession({
    post: (event) => {
      const data = structuredClone(event);
      setTimeout(() => { this.tell(data); }, 0);
    },
    now: () => performance.now(),
  });
  private timer: ReturnType<typeof setInterval> | null = setInterval(() => { this.session.work(8); }, 1);

  constructor() {
    FakeWorker.all.push(this);
  }

  postMessage(command: Command): void {
    const data = structuredClone(command);
    this.commands.push(data);
    setTimeout(() => { if (this.timer !== null) this.session.receive(data); }, 0);
  }

  addEventListener(type: string, listener: (message: MessageEvent<SessionEvent>) => void): void {
    if (type === 'message') this.listeners.push(listener);
  }

  terminate(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private tell(data: SessionEvent): void {
    if (this.timer === null) return;
    for (const listener of this.listeners) listener({ data } as MessageEvent<SessionEvent>);
  }
}

/** As the page's code wants it. */
export function spawnFake(): Worker {
  return new FakeWorker() as unknown as Worker;
}
