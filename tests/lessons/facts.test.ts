/** What the lessons say is held true by running it. One lesson: LESSON=learning-rate npx vitest run tests/lessons/facts */
import { describe, expect, it } from 'vitest';
import { evaluateGoal, isGoalReached } from '../../src/lessons/goal.ts';
import type { Goal, Lesson, LessonPage, Move } from '../../src/lessons/lesson.ts';
import { changedExperiment, pageExperiment, settingsChanged } from '../../src/lessons/lessonExperiment.ts';
import type { MeasuredMoment } from '../../src/lessons/measuredMoment.ts';
import { lessonFiles } from './lessonFiles.ts';
import { playMoves } from './lessonRunner.ts';

const said = (moment: MeasuredMoment, goal: Goal): string =>
  evaluateGoal(goal, moment).conditions.map(({ label, now, wanted, met }) => `${met ? '✓' : '✗'} ${label} ${now}, to be ${wanted}`).join('; ');

const ways = (moves: readonly Move[]): string => JSON.stringify(moves);

describe.each(lessonFiles())('$id: what it says is so', ({ lesson }) => {
  describe.each(lesson.pages.map((page, i) => ({ page, number: i + 1 })))('page $number: $page.title', ({ page, number }) => {
    const begin = pageExperiment(lesson, number - 1);

    for (const { moves, holds } of page.facts) {
      it(`after ${ways(moves)}`, () => {
        const moment = playMoves(begin, page, moves);
        expect(evaluateGoal(holds, moment).met, said(moment, holds)).toBe(true);
      });
    }

    for (const predict of page.predict === undefined ? [] : [page.predict]) {
      it('exactly one choice comes true, the number or the curve is there', () => {
        const moment = playMoves(begin, page, [{ ...(predict.change === undefined ? {} : { change: predict.change }), run: predict.after }]);
        if (predict.kind === 'choice') {
          const outcome = predict.choices.map(({ text, when }) => `${text}: ${said(moment, when)}`).join('\n');
          expect(predict.choices.filter(({ when }) => evaluateGoal(when, moment).met).length, `exactly one of\n${outcome}`).toBe(1);
        } else {
          const [{ met } = { met: false }] = evaluateGoal([{ measure: predict.of, relation: 'at most', value: predict.of }], moment).conditions;
          expect(met, `${predict.of} is a number`).toBe(true);
        }
      });
    }

    for (const task of page.task === undefined ? [] : [page.task]) {
      const attempt = (moves: readonly Move[]): { readonly moment: MeasuredMoment; readonly changed: readonly string[] } => {
        const moment = playMoves(begin, page, moves);
        const log = moves.some(({ set }) => set !== undefined) ? [{ kind: 'parameter', step: 0, epoch: 0, index: 0, value: 0, label: '' } as const] : [];
        return { moment, changed: settingsChanged(begin, moment.experiment, log) };
      };
      it(`is solved by ${ways(task.right)}`, () => {
        const { moment, changed } = attempt(task.right);
        expect(isGoalReached(task.goal, moment), said(moment, task.goal)).toBe(true);
        if (task.only !== undefined) expect(task.only).toEqual(expect.arrayContaining([...changed]));
      });
      it(`is not solved by ${ways(task.wrong)}, nor by doing nothing`, () => {
        const { moment, changed } = attempt(task.wrong);
        const isKept = task.only === undefined || changed.every((each) => task.only!.includes(each));
        expect(isGoalReached(task.goal, moment) && isKept, said(moment, task.goal)).toBe(false);
        const untouched = playMoves(begin, page, []);
        expect(isGoalReached(task.goal, untouched), `at the beginning: ${said(untouched, task.goal)}`).toBe(false);
      });
    }
  });
});

it('runs facts on the experiment that the pages before have made', () => {
  const page: LessonPage = { title: '', text: '', lights: [], shows: {}, facts: [] };
  const lesson: Pick<Lesson, 'pages'> = { pages: [{ ...page, start: 'data=xor&rate=0.1' }, { ...page, change: 'rate=0.5' }, page] };
  expect(pageExperiment(lesson, 2)).toEqual(changedExperiment(pageExperiment(lesson, 0), 'rate=0.5').experiment);
  expect(playMoves(pageExperiment(lesson, 2), page, [{ run: { count: 2, unit: 'epoch' } }]).frame?.epoch).toBe(2);
});
