import { beforeEach, describe, expect, it } from 'vitest';
import { lessonProgress, loadProgress, noteSeen, noteSolved, parseProgress } from '../../src/store/lessonProgress.ts';

const NONE = { last: null, seen: {}, solved: {}, lengths: {} };

function shelf(text: string | null = null): Storage {
  const kept = new Map(text === null ? [] : [['nabla.lessons', text]]);
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => { kept.set(key, value); } } as unknown as Storage;
}
const blocked = (): Storage => { throw new Error('blocked'); };

beforeEach(() => { lessonProgress.setState(NONE, true); });

describe('progress in lessons', () => {
  it('is kept, page by page', () => {
    const storage = shelf();
    noteSeen({ lesson: 'loss', page: 2 }, 9, () => storage);
    noteSeen({ lesson: 'loss', page: 1 }, 9, () => storage);
    expect(noteSolved({ lesson: 'loss', page: 2 }, () => storage)).toBe(true);
    expect(noteSolved({ lesson: 'loss', page: 2 }, () => storage)).toBe(false);
    lessonProgress.setState(NONE, true);
    loadProgress(() => storage);
    expect(lessonProgress.getState()).toEqual({ last: { lesson: 'loss', page: 1 }, seen: { loss: [1, 2] }, solved: { loss: [2] }, lengths: { loss: 9 } });
  });

  it('keeps what another tab has written', () => {
    const storage = shelf('{"seen": {"loss": [1, 2], "digits": [4]}, "solved": {"loss": [2]}, "lengths": {"loss": 9, "digits": 8}}');
    noteSeen({ lesson: 'loss', page: 3 }, 9, () => storage);
    expect(parseProgress(storage.getItem('nabla.lessons'))).toEqual({ last: { lesson: 'loss', page: 3 }, seen: { digits: [4], loss: [1, 2, 3] }, solved: { loss: [2] }, lengths: { loss: 9, digits: 8 } });
  });

  it('costs nothing but itself where storage is blocked', () => {
    loadProgress(blocked);
    noteSeen({ lesson: 'loss', page: 3 }, 9, blocked);
    expect(lessonProgress.getState().seen).toEqual({ loss: [3] });
  });

  it('takes what it can of a text that something else has written', () => {
    for (const text of ['', 'null', '[]', '{"seen": 3}', '{"last": {"lesson": 4}}', '{{']) expect(parseProgress(text)).toEqual(NONE);
    expect(parseProgress('{"last": 7, "seen": {"loss": [1, 2], "digits": ["x"]}}')).toEqual({ ...NONE, seen: { loss: [1, 2], digits: [] } });
  });

  it('stays small', () => {
    const storage = shelf();
    for (let i = 0; i < 100; i += 1) noteSeen({ lesson: `lesson-${i}`, page: 1 }, 3, () => storage);
    expect(Object.keys(lessonProgress.getState().seen)).toHaveLength(60);
    expect(lessonProgress.getState().seen).toHaveProperty('lesson-99');
    expect(Object.keys(lessonProgress.getState().lengths)).toHaveLength(60);
  });
});
