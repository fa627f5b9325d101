import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LessonColumn } from '../../src/lessons/LessonColumn.tsx';
import { openLessonFile } from '../../src/lessons/lessonSource.ts';
import { backToStart, changeExperiment, chooseView, openLesson, play, turnPage, undo } from '../../src/store/actions.ts';
import { boot } from '../../src/store/boot.ts';
import { clearFrame, getFrame } from '../../src/store/frameStore.ts';
import { forgetPages } from '../../src/store/lessonPages.ts';
import { lessonProgress } from '../../src/store/lessonProgress.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';
import { clearUndo } from '../../src/store/undo.ts';
import { trainOn, trainTo } from '../../src/store/lessonRun.ts';
import { setView } from '../../src/store/viewActions.ts';
import { FakeWorker, spawnFake } from '../store/fakeWorker.ts';

const LESSON = `---
lesson: tried
title: Tried
about: Every part of a page.
minutes: 1
---

## The first page

It says [the loss](#loss).

\`\`\`page
view: play
start: data=line&hidden=none&batch=120&rate=0.1
run: 3 epochs
lights: [loss]
shows: {edges: gradients}
\`\`\`

## The second page

Foresee it.

\`\`\`page
change: rate=0.2
\`\`\`

\`\`\`predict
ask: What will the loss do?
choices:
  - {text: It rises, when: {trainLoss: above startLoss}}
  - {text: It falls, when: {trainLoss: below startLoss}}
after: 2 epochs
then: It falls.
\`\`\`

## The third page

\`\`\`predict
ask: How does it run?
curve: trainLoss
after: 4 epochs
then: Down.
\`\`\`

Draw.

## The fourth page

Do it.

\`\`\`page
start: data=line&hidden=none&batch=120&rate=0.001
\`\`\`

\`\`\`task
say: Bring the loss below 0.2 within 20 epochs by changing only the rate.
goal: {trainLoss: below 0.2, epoch: at most 20}
only: [rate]
nudge: Go further.
right: [{change: rate=0.5}, {run: 20 epochs}]
wrong: [{run: 20 epochs}]
\`\`\`
`;

const file = (text: string) => ({ name: 'tried.md', size: text.length, text: () => Promise.resolve(text) });
const records = { get: () => Promise.resolve(undefined), set: () => Promise.resolve() };
let stop: (() => void) | null = null;

/** The page stands, and the worker has answered with its run. */
async function shown(title: string): Promise<void> {
  await screen.findByRole('heading', { name: title });
  await waitFor(() => {
    expect(nabla.getState().lessonOpening).toBeNull();
    expect(nabla.getState().data).not.toBeNull();
    expect(getFrame()?.run).toBe(nabla.getState().run);
  });
}

async function stands(): Promise<void> {
  await waitFor(() => {
    expect(nabla.getState().playing).toBe(false);
    expect(getFrame()?.status).not.toBe('training');
  }, { timeout: 15_000 });
}

async function press(name: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name });
  await act(async () => { fireEvent.click(button); });
}

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '#');
  clearUndo();
  forgetPages();
  nabla.setState({ ...initialState, speed: Infinity }, true);
  lessonProgress.setState({ last: null, seen: {}, solved: {}, lengths: {} });
  clearFrame();
  stop = await boot({ spawn: spawnFake, records });
  await openLessonFile(file(LESSON));
  render(<LessonColumn />);
  await shown('The first page');
});
afterEach(() => {
  cleanup();
  stop?.();
});

describe('a lesson beside the playground', () => {
  it('sets the page up in a run of its own: what was before is one Undo away', async () => {
    const { experiment, edges, view } = nabla.getState();
    expect([experiment.data.set, experiment.hidden, experiment.learningRate, edges, view]).toEqual(['line', [], 0.1, 'gradients', 'play']);
    undo();
    expect(nabla.getState().experiment.data.set).toBe('spiral');
    // The reader's own experiment stands beside the page, which offers to be set up again.
    await press('Set the page up again');
    expect(nabla.getState().experiment.data.set).toBe('line');
    expect(screen.queryByRole('button', { name: 'Set the page up again' })).toBeNull();
  });

  it('has a button for the layers while it is presented, where its page shows them', async () => {
    await act(() => openLessonFile(file(LESSON.replace('shows: {edges: gradients}', 'shows: {sheet: layers}'))));
    await shown('The first page');
    // By this the views leave in, while one presents, what the page speaks of.
    expect(document.documentElement.dataset['lights']).toBe('loss');
    expect(screen.queryByRole('button', { name: 'Layers…' })).toBeNull();
    act(() => { nabla.setState({ presenting: true }); });
    const isOpen = nabla.getState().layersOpen;
    await press('Layers…');
    expect(nabla.getState().layersOpen).toBe(!isOpen);
    await press('Layers…');
    expect(nabla.getState().layersOpen).toBe(isOpen);
  });

  it('has the focus on its title, and says where one is', () => {
    expect(document.activeElement?.textContent).toBe('The first page');
    expect(screen.getByRole('region', { name: 'Lesson: Tried' }).textContent).toContain('page 1 of 4');
    expect(screen.getByRole('button', { name: 'Previous page' }).getAttribute('aria-disabled')).toBe('true');
  });

  it('runs as far as its button says, and stands', async () => {
    await press('Run 3 epochs');
    await stands();
    await waitFor(() => { expect(getFrame()?.epoch).toBe(3); });
    await press('Run 3 epochs');
    await waitFor(() => { expect(getFrame()?.epoch).toBe(6); });
  });

  it('is left and come back to as it was', async () => {
    await press('Run 3 epochs');
    await stands();
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.7 })); });
    const { run } = nabla.getState();
    await press('Next page');
    await shown('The second page');
    expect(nabla.getState().run).not.toBe(run);
    await press('Previous page');
    await shown('The first page');
    expect([nabla.getState().run, nabla.getState().experiment.learningRate]).toEqual([run, 0.7]);
    await waitFor(() => { expect(getFrame()?.epoch).toBe(3); });

    await act(async () => { chooseView('play'); });
    expect(nabla.getState().learning).toBeNull();
    expect(nabla.getState().run).toBe(run);
    await act(async () => { openLesson(lessonProgress.getState().last!); });
    await shown('The first page');
    expect([nabla.getState().run, nabla.getState().experiment.learningRate]).toEqual([run, 0.7]);
  });

  it('asks first, runs from the beginning of the page, and marks what came', async () => {
    await act(async () => { turnPage(1); });
    await shown('The second page');
    expect(nabla.getState().experiment.learningRate).toBe(0.2);
    const run = screen.getByRole('button', { name: 'Run 2 epochs and see' });
    expect(run.getAttribute('aria-disabled')).toBe('true');
    await act(async () => { fireEvent.click(screen.getByRole('radio', { name: 'It rises' })); });
    await press('Run 2 epochs and see');
    await screen.findByText('It came otherwise.', {}, { timeout: 10_000 });
    expect(getFrame()?.epoch).toBe(2);
    expect(screen.getByText('It falls').parentElement?.textContent).toContain('this came');
    expect(screen.getByText('It falls.')).toBeDefined();
    await press('Ask me again');
    await act(async () => { fireEvent.click(screen.getByRole('radio', { name: 'It falls' })); });
    await press('Run 2 epochs and see');
    await screen.findByText('As you said.', {}, { timeout: 10_000 });
    expect(nabla.getState().stopsAt).toBeNull();
  });

  it('takes a curve from the keyboard, and draws what came over it', async () => {
    await act(async () => { turnPage(2); });
    await shown('The third page');
    const knots = screen.getAllByRole('slider');
    expect(knots).toHaveLength(8);
    const before = Number(knots[0]!.getAttribute('aria-valuenow'));
    await act(async () => { for (let i = 0; i < 10; i += 1) fireEvent.keyDown(knots[0]!, { key: 'ArrowDown' }); });
    // What was not drawn yet goes on level.
    await waitFor(() => { expect(Number(screen.getAllByRole('slider')[7]!.getAttribute('aria-valuenow'))).toBeLessThan(before); });
    await press('Run 4 epochs and see');
    await screen.findByText(/^At the end you drew 0\.\d+; it is 0\.\d+\.$/, {}, { timeout: 10_000 });
    const came = document.querySelector('.lesson-curve-came')?.getAttribute('d');
    expect(came).toMatch(/^M[\d.]+,[\d.]+L/);
    // What came stays, wherever the run is gone to.
    await act(async () => { backToStart(); });
    await waitFor(() => { expect(getFrame()?.step).toBe(0); });
    await new Promise((done) => { setTimeout(done, 600); });
    expect(document.querySelector('.lesson-curve-came')?.getAttribute('d')).toBe(came);
    expect(screen.getByText(/^At the end you drew 0/)).toBeDefined();
  });

  it('watches a task: only what is allowed may be changed, and solved is said once', async () => {
    await act(async () => { turnPage(3); });
    await shown('The fourth page');
    const task = within(screen.getByRole('region', { name: 'Task' }));
    await press('A nudge');
    expect(task.getByText('Go further.')).toBeDefined();
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.5, regularization: { ...experiment.regularization, l2: 0.00001 } })); });
    await press('Set the page up again');
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.5, regularization: { ...experiment.regularization, l2: 0.00001 } })); });
    await act(async () => { nabla.setState({ stopsAt: { run: nabla.getState().run, epoch: 15 } }); play(); });
    await stands();
    await task.findByText(/Changed besides: the L2 penalty/);
    expect(task.queryByText('✓ Solved.')).toBeNull();

    await press('Set the page up again');
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.5 })); });
    await act(async () => { nabla.setState({ stopsAt: { run: nabla.getState().run, epoch: 15 } }); play(); });
    await task.findByText('✓ Solved.', {}, { timeout: 10_000 });
    expect(lessonProgress.getState().solved).toEqual({ 'file:tried': [4] });
    expect(screen.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('a task with a deadline', () => {
  it('has Play stop when the time is over, once, at whatever speed, until it is solved', async () => {
    await act(async () => { turnPage(3); });
    await shown('The fourth page');
    await act(async () => { play(); });
    await stands();
    expect(getFrame()?.epoch).toBe(20);
    await act(async () => { play(); });
    await waitFor(() => { expect(getFrame()?.epoch).toBeGreaterThan(20); });
    await act(async () => { backToStart(); });
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.5 })); });
    await act(async () => { play(); });
    await stands();
    expect(getFrame()?.epoch).toBe(20);
    await screen.findByText('✓ Solved.');
    expect(nabla.getState().deadline).toBeNull();
    await act(async () => { turnPage(-1); });
    await shown('The third page');
    await act(async () => { play(); });
    await waitFor(() => { expect(getFrame()?.epoch).toBeGreaterThan(30); }, { timeout: 10_000 });
  }, 60_000);
});

describe('a lesson file that is opened again', () => {
  it('is shown as it is now, set up anew', async () => {
    await act(async () => { changeExperiment((experiment) => ({ ...experiment, learningRate: 0.7 })); });
    await act(async () => { await openLessonFile(file(LESSON.replace('The first page', 'The page, mended').replace('rate=0.1', 'rate=0.3'))); });
    await shown('The page, mended');
    expect(nabla.getState().experiment.learningRate).toBe(0.3);
    await act(async () => { chooseView('learn'); });
    await act(async () => { await openLessonFile(file(LESSON.replace('rate=0.1', 'rate=0.4'))); });
    await shown('The first page');
    expect(nabla.getState().experiment.learningRate).toBe(0.4);
  });

  it('is not taken for another one that a link names', async () => {
    await act(async () => { openLesson({ lesson: 'file:another', page: 1 }); });
    await screen.findByText('This lesson is in a file of its own: open that file again.');
  });
});

describe('a link to a page that the lesson does not have', () => {
  it('shows the last one in its place, and Back is not held up', async () => {
    await act(async () => { openLesson({ lesson: 'file:tried', page: 2 }); });
    await shown('The second page');
    const entries = history.length;
    await act(async () => { openLesson({ lesson: 'file:tried', page: 99 }); });
    await shown('The fourth page');
    expect(nabla.getState().learning?.page).toBe(4);
    await waitFor(() => { expect(location.hash).toContain('page=4'); });
    expect(history.length).toBe(entries + 1);
  });
});

describe('a number that is typed', () => {
  it('is no answer any more when it is no number', async () => {
    const number = '```predict\nask: How low?\nnumber: {of: trainLoss, within: 20%}\nafter: 1 epoch\nthen: So.\n```\n';
    await act(async () => { await openLessonFile(file(LESSON.replace('It says [the loss](#loss).', `Text.\n\n${number}`))); });
    await shown('The first page');
    const field = screen.getByRole('textbox');
    const isReady = () => screen.getByRole('button', { name: 'Run 1 epoch and see' }).getAttribute('aria-disabled') !== 'true';
    await act(async () => { fireEvent.change(field, { target: { value: '0.1' } }); });
    expect(isReady()).toBe(true);
    await act(async () => { fireEvent.change(field, { target: { value: '0.1x' } }); });
    expect(isReady()).toBe(false);
  });
});

describe('training that a lesson asks for', () => {
  it('is made at once in the Step view, and gone on with', async () => {
    await act(async () => { setView('step'); });
    let target = { run: nabla.getState().run, step: 300 };
    const before = FakeWorker.all.at(-1)!.commands.length;
    await act(async () => { target = trainOn(300, 'step') as typeof target; });
    expect(FakeWorker.all.at(-1)!.commands.slice(before).filter(({ type }) => type === 'step')).toEqual([{ type: 'step', run: target.run, unit: 'batch', count: 300 }]);
    await waitFor(() => { expect(getFrame()?.step).toBe(300); }, { timeout: 10_000 });
    await act(async () => { trainTo({ ...target, step: 310 }); });
    await waitFor(() => { expect(getFrame()?.step).toBe(310); }, { timeout: 10_000 });
  });
});

describe('a lesson that cannot be read', () => {
  it('is refused with the lines of its errors, in the list of lessons', async () => {
    await act(async () => { await openLessonFile(file(LESSON.replace('run: 3 epochs', 'run: 3 weeks'))); });
    expect([nabla.getState().view, nabla.getState().learning]).toEqual(['learn', null]);
    const { LessonList } = await import('../../src/lessons/LessonList.tsx');
    cleanup();
    render(<LessonList />);
    expect(screen.getByRole('alert').textContent).toMatch(/“tried\.md” cannot be opened as a lesson:.*Line 15:/);
  });

  it('is said in its place where a link leads to it', async () => {
    await act(async () => { openLesson({ lesson: 'no-such', page: 1 }); });
    expect((await screen.findByRole('alert')).textContent).toContain('There is no lesson “no-such”; there are ');
    await act(async () => { openLesson({ lesson: 'url:https://elsewhere.example/x.md', page: 1 }); });
    await screen.findByText(/fetched from the site of this page only, not from elsewhere\.example/);
  });
});
