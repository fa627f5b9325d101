import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it('keeps what comes before anyone takes it, in its order, and hands on what comes later', async () => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  const say = (data: string): void => { page.dispatchEvent(Object.assign(new Event('message'), { data })); };
  const { hearCommands } = await import('../../src/worker/hearCommands.ts');
  say('first');
  say('second');
  const heard: string[] = [];
  hearCommands(({ data }: MessageEvent<string>) => { heard.push(data); });
  expect(heard).toEqual(['first', 'second']);
  say('third');
  expect(heard).toEqual(['first', 'second', 'third']);
});
