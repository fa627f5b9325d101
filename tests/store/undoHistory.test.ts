import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/config/experiment.ts';
import { initialExperiment } from '../../src/config/defaults.ts';
import { createUndoHistory, type UndoEntry } from '../../src/store/undoHistory.ts';

const at = (learningRate: number): Experiment => ({ ...initialExperiment, learningRate });
const change = (from: number, to: number, runFrom = 1, runTo = runFrom): UndoEntry => ({
  kind: 'experiment', before: { experiment: at(from), run: runFrom }, after: { experiment: at(to), run: runTo },
});
const edit = (index: number, before: number, after: number): UndoEntry => ({
  kind: 'parameter', situation: { experiment: initialExperiment, run: 1 }, index, before, after,
});

describe('undo history', () => {
  it('gives changes back last first, and again in order', () => {
    const history = createUndoHistory();
    history.push(change(1, 2), null, 0);
    history.push(change(2, 3), null, 10);
    expect(history.undo()).toEqual(change(2, 3));
    expect(history.undo()).toEqual(change(1, 2));
    expect(history.undo()).toBeNull();
    expect(history.redo()).toEqual(change(1, 2));
    expect(history.redo()).toEqual(change(2, 3));
    expect(history.redo()).toBeNull();
  });

  it('joins a drag into one entry', () => {
    const history = createUndoHistory();
    history.push(change(1, 2), 'rate', 0);
    history.push(change(2, 3), 'rate', 500);
    history.push(change(3, 4), 'rate', 1400);
    expect(history.undo()).toEqual(change(1, 4));
    expect(history.peekUndo()).toBeNull();
  });

  it('does not join two drags, two things, or a change after an undo', () => {
    const history = createUndoHistory();
    history.push(change(1, 2), 'rate', 0);
    history.push(change(2, 3), 'rate', 1001);
    history.push(change(3, 4), 'noise', 1100);
    expect(history.undo()).toEqual(change(3, 4));
    history.push(change(3, 5), 'noise', 1200);
    expect(history.undo()).toEqual(change(3, 5));
    expect(history.undo()).toEqual(change(2, 3));
  });

  it('keeps the first run of a drag that restarts', () => {
    const history = createUndoHistory();
    history.push(change(1, 1, 1, 2), 'units', 0);
    history.push(change(1, 1, 2, 3), 'units', 100);
    const entry = history.undo();
    expect(entry?.kind === 'experiment' && [entry.before.run, entry.after.run]).toEqual([1, 3]);
  });

  it('joins edits of one weight but not of two', () => {
    const history = createUndoHistory();
    history.push(edit(4, 0, 1), 'drag', 0);
    history.push(edit(4, 1, 2), 'drag', 10);
    history.push(edit(5, 0, 1), 'drag', 20);
    expect(history.undo()).toEqual(edit(5, 0, 1));
    expect(history.undo()).toEqual(edit(4, 0, 2));
  });

  it('drops the changes after the one that stays, and what had been taken back with them', () => {
    const history = createUndoHistory();
    for (const from of [1, 2, 3, 4]) history.push(change(from, from + 1), null, from);
    history.undo();
    const isThird = (entry: UndoEntry): boolean => entry.kind === 'experiment' && entry.after.experiment.learningRate === 2;
    expect(history.dropUntil(isThird)).toBe(true);
    expect(history.peekUndo()).toEqual(change(1, 2));
    expect(history.peekRedo()).toBeNull();
    expect(history.dropUntil(isThird)).toBe(false);
  });

  it('forgets what was taken back when something new is done, and the oldest beyond its limit', () => {
    const history = createUndoHistory();
    history.push(change(1, 2), null, 0);
    history.undo();
    history.push(change(1, 3), null, 1);
    expect(history.redo()).toBeNull();
    for (let i = 0; i < 300; i++) history.push(change(i, i + 1), null, i);
    let count = 0;
    while (history.undo() !== null) count += 1;
    expect(count).toBe(200);
  });
});
