import { createSideSession } from '../../src/worker/sideSession.ts';
import type { SideCommand, SideEvent } from '../../src/worker/sideWork.ts';

/** A side worker that is no thread: a real session, fed and heard by cloned messages, given time between the page's tasks. */
export class FakeSideWorker {
  static readonly tasks: SideCommand[] = [];
  private readonly listeners: ((message: MessageEvent<SideEvent>) => void)[] = [];
  private readonly session = createSideSession({
    post: (event) => {
      const data = structuredClone(event);
      setTimeout(() => { for (const listener of this.listeners) listener({ data } as MessageEvent<SideEvent>); }, 0);
    },
    now: () => performance.now(),
  });
  private readonly timer = setInterval(() => { this.session.work(); }, 1);

  postMessage(command: SideCommand): void {
    FakeSideWorker.tasks.push(command);
    this.session.receive(structuredClone(command));
  }

  addEventListener(type: string, listener: (message: MessageEvent<SideEvent>) => void): void {
    if (type === 'message') this.listeners.push(listener);
  }

  terminate(): void {
    clearInterval(this.timer);
    this.listeners.length = 0;
  }
}

export function spawnFakeSide(): Worker {
  return new FakeSideWorker() as unknown as Worker;
}
