import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { trainCountOf, validationCountOf } from '../../src/datasets/runData.ts';
import { withPoints, type DrawnPoint } from '../../src/datasets/drawing.ts';
import { changeExperiment, chooseDataset, play, redo, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { beginDrawing, closeDrawing, drawExamples, drawing, openDrawing, shareDrawn, takeOwnExamples } from '../../src/store/drawing.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { linkable, linkedPointsNote } from '../../src/store/linkedPoints.ts';
import { parseLink } from '../../src/store/linkText.ts';
import { settingsLink } from '../../src/store/links.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { spawnFake } from './fakeWorker.ts';

const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
let stop: (() => void) | null = null;

const state = () => nabla.getState();
const points = (count: number): readonly DrawnPoint[] => Array.from({ length: count }, (_, i) => ({ x: (i % 50) / 50 - 0.5, y: i % 2 === 0 ? 0.5 : -0.5, meaning: i % 2 }));
const draw = (count: number): void => { drawExamples((examples, experiment) => withPoints(experiment, examples, points(count))); };
const until = (check: () => boolean): Promise<void> => vi.waitFor(() => { if (!check()) throw new Error('waiting'); }, { timeout: 20_000, interval: 5 });
const drawn = (): number => state().data === null ? -1 : trainCountOf(state().data!) + validationCountOf(state().data!);

beforeEach(async () => {
  localStorage.clear();
  // The test before has written its address.
  history.replaceState(null, '', location.pathname);
  clearUndo();
  nabla.setState(initialState, true);
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
});
afterEach(() => {
  closeDrawing();
  stop?.();
});

describe('drawing data', () => {
  it('opens in Play', () => {
    nabla.setState({ view: 'compare' });
    openDrawing();
    expect([drawing.getState().isOpen, state().view]).toEqual([true, 'play']);
    closeDrawing();
    expect(drawing.getState().isOpen).toBe(false);
  });

  it('begins without a point in a run of its own, which waits for the first and says so', async () => {
    const { run } = state();
    beginDrawing('drawn2');
    expect(state().run).not.toBe(run);
    await until(() => drawn() === 0 && getFrame() !== null && state().verdict.sentence.includes('no point'));
    play();
    // What is asked for after Play is answered after it.
    const before = getFrame();
    changeExperiment((experiment) => ({ ...experiment, learningRate: 0.05 }));
    await until(() => getFrame() !== before && getFrame()?.learningRate === 0.05);
    expect(getFrame()?.step).toBe(0);
    draw(20);
    await until(() => drawn() === 20 && (getFrame()?.step ?? 0) > 0 && Number.isFinite(getFrame()?.trainLoss));
    expect(state().playing).toBe(true);
  });

  it('goes on with the run while points come and go; each stroke is one step of Undo', async () => {
    await until(() => state().data !== null && getFrame() !== null);
    const { run, experiment } = state();
    play();
    await until(() => (getFrame()?.step ?? 0) > 20);
    const { step } = getFrame()!;
    draw(30);
    await until(() => drawn() === 310);
    expect([state().run, state().playing, getFrame()!.step >= step]).toEqual([run, true, true]);
    expect(state().undoLabel).toBe('examples edited');
    draw(5);
    await until(() => drawn() === 315);
    expect(state().undoLabel).toBe('examples 310 → 315');
    undo();
    await until(() => drawn() === 310);
    undo();
    await until(() => drawn() === 280);
    expect(state().experiment).toEqual(experiment);
    expect(state().run).toBe(run);
    redo();
    await until(() => drawn() === 310);
    takeOwnExamples();
    await until(() => drawn() === 280);
    expect([state().run, state().experiment]).toEqual([run, experiment]);
  });

  it('divides anew by another share, and clears', async () => {
    beginDrawing('drawn3');
    draw(100);
    const { run } = state();
    shareDrawn(0.4);
    await until(() => state().data !== null && trainCountOf(state().data!) === 40);
    expect(validationCountOf(state().data!)).toBe(60);
    beginDrawing('drawn3');
    await until(() => drawn() === 0);
    expect(state().run).toBe(run);
    undo();
    await until(() => drawn() === 100);
  });

  it('leaves sets of many inputs alone', () => {
    nabla.setState({ experiment: defaultExperiment('exercise') });
    draw(3);
    shareDrawn(0.5);
    expect(state().experiment).toEqual(defaultExperiment('exercise'));
  });

  it('gives its points to another set’s no one', async () => {
    beginDrawing('drawn2');
    draw(10);
    chooseDataset('circle');
    expect(state().experiment.data).toEqual(defaultExperiment('circle').data);
    undo();
    await until(() => drawn() === 10);
  });
});

describe('a link to drawn points', () => {
  it('carries hundreds of them and says when there are too many', () => {
    const experiment = defaultExperiment('drawn2');
    const of = (count: number) => ({ ...experiment, data: { ...experiment.data, examples: withPoints(experiment, [], points(count)) } });
    const some = of(900);
    expect(settingsLink(some).note).toBeNull();
    expect(parseLink(new URL(settingsLink(some).address).hash)).toEqual({ link: { experiment: some }, notes: [] });
    const many = of(3000);
    const { address, note } = settingsLink(many);
    expect(note).toBe('The 3\u202f000 points are too many for a link and are not in it; a file of the experiment holds them.');
    expect(parseLink(new URL(address).hash).link.experiment).toEqual(experiment);
    expect(linkable(many)).toBe(linkable(many));
    expect([linkable(some), linkedPointsNote(some)]).toEqual([some, null]);
  });
});
