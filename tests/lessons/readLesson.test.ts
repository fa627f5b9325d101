import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { initialExperiment } from '../../src/config/defaults.ts';
import { comparedEpochs, comparedSeeds } from '../../src/config/sweep.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Goal, Lesson, Move } from '../../src/lessons/lesson.ts';
import { readLesson } from '../../src/lessons/readLesson.ts';
import { proposedAxis } from '../../src/store/compare.ts';

const head = ['---', 'lesson: example', 'title: An example', 'about: What a test says.', 'minutes: 5', '---', ''];
const block = (name: string, ...lines: readonly string[]): readonly string[] => [`\`\`\`${name}`, ...lines, '```'];
const page = ['## A page', '', 'It says [something](#network) with $x$.', '', ...block('page', 'start: data=xor&hidden=4tanh&rate=0.1')];
const file = (...more: readonly string[]): string => [...head, ...page, ...more].join('\n');

const lessonOf = (text: string): Lesson => {
  const read = readLesson(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.lesson;
};
const problemsOf = (text: string): readonly { readonly line: number; readonly sentence: string }[] => {
  const read = readLesson(text);
  return 'problems' in read ? read.problems : [];
};
/** The line of the file, from 1, that contains the text. */
const lineOf = (text: string, part: string): number => text.split('\n').findIndex((line) => line.includes(part)) + 1;

describe('what a page proposes to compare', () => {
  const comparing = (compare: string): string => [...head, '## A page', 'Text.', ...block('page', 'view: compare', 'start: data=xor', `compare: ${compare}`)].join('\n');

  it('is what varies, and where it is said, over which values, seeds and epochs', () => {
    expect(lessonOf(comparing('{vary: learningRate, values: [0.01, 1], seeds: 5, epochs: 40}')).pages[0]?.compare).toEqual({ vary: 'learningRate', values: [0.01, 1], seeds: 5, epochs: 40 });
    expect(lessonOf(comparing('{vary: optimizer, values: [sgd, adam]}')).pages[0]?.compare).toEqual({ vary: 'optimizer', values: ['sgd', 'adam'] });
  });

  it('is refused where the view could not vary it', () => {
    const said = (compare: string): string => problemsOf(comparing(compare)).map(({ sentence }) => sentence).join(' ');
    expect(said('{vary: colour}')).toContain('“colour”');
    expect(said('{vary: optimizer, values: [sgd, newton]}')).toContain('“newton” is no value of optimizer; there are sgd');
    expect(said('{vary: learningRate, values: [0.1, 1000]}')).toMatch(/A value of learningRate is a number from .* to .*, not “1000”/);
    expect(said('{vary: loss, values: [softmax_cross_entropy]}')).toContain('“softmax_cross_entropy” is no value of loss');
    expect(said('{vary: seed, seeds: 0}')).toContain('0');
    expect(said('{vary: seed, seeds: 2.5}')).toBe(`The number of seeds is a whole number from 1 to ${comparedSeeds.max}, not “2.5”.`);
    expect(said('{vary: learningRate, epochs: 40.5}')).toBe(`The number of epochs is a whole number from 1 to ${comparedEpochs.max}, not “40.5”.`);
    const fraction = comparing('{vary: seed, seeds: 2.5}');
    expect(problemsOf(fraction).map(({ line }) => line)).toEqual([lineOf(fraction, 'seeds: 2.5')]);
    expect(said(`{vary: learningRate, epochs: ${comparedEpochs.max + 1}}`)).toContain(`from 1 to ${comparedEpochs.max}, not “${comparedEpochs.max + 1}”`);
  });

  it('is refused where it is more runs than are made, also of the values that are proposed', () => {
    const rates = (count: number): string => Array.from({ length: count }, (_, i) => (i + 1) / 100).join(', ');
    const said = (compare: string): string => problemsOf(comparing(compare)).map(({ sentence }) => sentence).join(' ');
    expect(said(`{vary: learningRate, values: [${rates(8)}], seeds: 50}`)).toBe('');
    expect(said(`{vary: learningRate, values: [${rates(9)}], seeds: 50}`)).toBe('A comparison makes 400 runs at most, each value with each seed; these are 450.');
    const proposed = proposedAxis(initialExperiment, 'initialization').values.length;
    expect(said(`{vary: initialization, seeds: ${comparedSeeds.max}}`)).toContain(`these are ${proposed * comparedSeeds.max}.`);
  });

  it('is refused on a page of another view, but not where the page before has the view', () => {
    const text = comparing('{vary: optimizer}');
    const other = text.replace('view: compare', 'view: play');
    expect(problemsOf(other)).toEqual([{ line: lineOf(other, 'compare: {'), sentence: 'What is compared is shown in the view compare: the page needs “view: compare”, it has play.' }]);
    expect(problemsOf(`${text}\n## Another\nText.\n\`\`\`page\ncompare: {vary: seed}\n\`\`\``)).toEqual([]);
  });
});

describe('what takes long to measure', () => {
  const task = (goal: string): string => file(...block('task', 'say: Do it.', `goal: ${goal}`, 'nudge: Think.', 'right: {run: 1 epoch}', 'wrong: {run: 2 epochs}'));

  it.each(['{sharpness: below 3}', '{edge: [above 0.1, below 1]}', '{rate: below edge}'])('is no goal of a task: %s', (goal) => {
    const text = task(goal);
    const [problem] = problemsOf(text);
    expect(problem?.line).toBe(lineOf(text, 'goal:'));
    expect(problem?.sentence).toMatch(/^“(sharpness|edge)” takes too long to be watched/);
  });

  it('can be held by a fact', () => {
    expect(problemsOf(task('{trainLoss: below 3}') + ['', ...block('facts', '- {holds: {sharpness: below edge}}')].join('\n'))).toEqual([]);
  });
});

describe('a lesson as Markdown', () => {
  it('has its pages with their texts, settings and what is said in blocks', () => {
    const text = file(
      ...block('facts', '- {run: 2 epochs, holds: {trainLoss: [above 0.1, below startLoss], verdict: is not Diverged}}', '- {moves: [{run: 1 step}, {change: rate=0.3, set: {w111: 0.5}}], holds: {epoch: 1}}'),
      ...block('predict', 'ask: How far?', 'number: {of: trainLoss, within: 20%}', 'change: rate=1', 'after: 1 epoch', 'then: So far.'),
      ...block('task', 'say: Do it.', 'goal: {validationLoss: below 0.05}', 'only: [rate]', 'nudge: Think.', 'right: {change: rate=0.5, run: 40 steps}', 'wrong: [{run: 1 epoch}, {run: 1 epoch}]'),
      ...block('notes', 'For who presents.'), '', 'It goes on.', '## Another', 'Text.',
    );
    const lesson = lessonOf(text);
    expect(lesson).toMatchObject({ id: 'example', title: 'An example', about: 'What a test says.', minutes: 5 });
    expect(lesson.pages.map(({ title }) => title)).toEqual(['A page', 'Another']);
    expect(lesson.pages[0]).toMatchObject({
      start: 'data=xor&hidden=4tanh&rate=0.1', notes: 'For who presents.',
      predict: { kind: 'number', of: 'trainLoss', within: 0.2, change: 'rate=1', after: { count: 1, unit: 'epoch' }, reveal: 'So far.' },
      task: { only: ['rate'], goal: [{ measure: 'validationLoss', relation: 'below', value: 0.05 }], right: [{ change: 'rate=0.5', run: { count: 40, unit: 'step' } }], wrong: [{}, {}] },
    });
    expect(lesson.pages[0]!.text).toMatch(/^It says[\s\S]*It goes on\.$/);
    expect(lesson.pages[0]!.facts).toEqual([
      {
        moves: [{ run: { count: 2, unit: 'epoch' } }],
        holds: [{ measure: 'trainLoss', relation: 'above', value: 0.1 }, { measure: 'trainLoss', relation: 'below', value: 'startLoss' }, { measure: 'verdict', relation: 'is not', value: 'Diverged' }],
      },
      { moves: [{ run: { count: 1, unit: 'step' } }, { change: 'rate=0.3', set: [['w111', 0.5]] }], holds: [{ measure: 'epoch', relation: 'is', value: 1 }] },
    ]);
  });

  it('may have line ends and a mark of order as Windows writes them', () => {
    expect(lessonOf(`\uFEFF${file().replaceAll('\n', '\r\n')}`)).toEqual(lessonOf(file()));
  });

  it('takes a preset, and a whole link, as its start', () => {
    const withStart = (start: string): Lesson => lessonOf(file().replace('data=xor&hidden=4tanh&rate=0.1', start));
    expect(withStart('preset=workedNetwork&rate=1').pages).toHaveLength(1);
    expect(withStart("'https://example.org/nabla/#view=step&data=xor&rate=0.3'").pages).toHaveLength(1);
  });
});

it('the README’s lesson is one', () => {
  const [, example = ''] = /````markdown\n([\s\S]*?)\n````/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const [first] = lessonOf(example).pages;
  expect(first).toMatchObject({ view: 'play', predict: { kind: 'choice' }, task: { only: ['rate'] }, lights: ['learning-rate', 'timeline'], notes: 'For who presents it.' });
  expect(first!.facts).toHaveLength(1);
});

describe('what is wrong is said with its line', () => {
  const cases: readonly (readonly [what: string, text: string, at: string, sentence: RegExp])[] = [
    ['an unknown name', file(...block('page2', 'x: 1')), '```page2', /one of page, predict, task, facts, notes; not “page2”/],
    ['a second block', file(...block('notes', 'One.'), '```notes ', 'Two.', '```'), '```notes ', /second block “notes”/],
    ['an unknown setting of a page', file().replace('start:', 'ligths: [lane]\nstart:'), 'ligths', /“ligths” is nothing that a page has; it has view, start/],
    ['an unknown element', file().replace('start:', 'lights: [lane, engine]\nstart:'), 'lights', /“engine” is no element/],
    ['an unknown element in the text', file().replace('#network', '#nowhere'), '#nowhere', /“something” leads to “#nowhere”/],
    ['an address in the text', file().replace('#network', 'javascript:alert(1)'), 'javascript', /is no element of the page/],
    ['a formula without an end', file().replace('$x$', '$x'), '$x', /A formula has no end/],
    ['an unknown view', file().replace('start:', 'view: plays\nstart:'), 'view: plays', /one of play, step, compare, landscape, not “plays”/],
    ['an unknown setting', file().replace('rate=0.1', 'ratio=0.1'), 'ratio', /no setting “ratio”; there are preset, data/],
    ['a setting that cannot be', file().replace('rate=0.1', 'rate=-3'), 'rate=-3', /./],
    ['other data in a change', file('## Next', 'Text.', ...block('page', 'change: data=moons')), 'change: data', /A change keeps the data/],
    ['an unknown measure', file(...block('facts', '- {holds: {loss: below 1}}')), 'holds', /“loss” is nothing that is measured; there are step, epoch/],
    ['an unknown word', file(...block('facts', '- {holds: {verdict: is diverged}}')), 'holds', /one of Ready, Starting/],
    ['no relation', file(...block('facts', '- {holds: {trainLoss: under 1}}')), 'holds', /e\.g\. “below 0\.05”; not “under 1”/],
    ['a span', file(...block('facts', '- {run: 20, holds: {trainLoss: below 1}}')), 'run: 20', /“200 epochs” or “40 steps”/],
    ['fields beside moves', file(...block('facts', '- {moves: [{run: 1 step}],', '   run: 20 epochs, holds: {step: 1}}')), 'run: 20', /“run” stands beside “moves”/],
    ['an empty block', file(...block('task')), '```task', /The block “task” is empty/],
    ['an unclosed formula in a title', file().replace('## A page', '## A page of $x'), 'of $x', /A formula has no end/],
    ['a name in what is asked', file(...block('predict', 'ask: What of [it](#nowhere)?', 'curve: trainLoss', 'after: 1 epoch', 'then: B')), 'ask:', /“it” leads to “#nowhere”/],
    ['an unclosed formula in what is said then', file(...block('predict', 'ask: A', 'curve: trainLoss', 'after: 1 epoch', 'then: So $x')), 'then:', /A formula has no end/],
    ['an unclosed formula in a choice', file(...block('predict', 'ask: A', 'after: 1 epoch', 'then: B', 'choices:', '  - {text: b $x, when: {step: 1}}', '  - {text: c, when: {step: 2}}')), 'b $x', /A formula has no end/],
    ['an unclosed formula in a nudge', file(...block('task', 'say: A', 'goal: {step: 1}', 'nudge: B $x', 'right: {run: 1 step}', 'wrong: {run: 2 steps}')), 'nudge:', /A formula has no end/],
    ['a span of nothing', file(...block('facts', '- {run: 0 epochs, holds: {trainLoss: below 1}}')), 'run: 0', /from 1 up to 100000; not “0 epochs”/],
    ['a fact that says nothing', file(...block('facts', '- {run: 20 epochs}')), 'run: 20', /A fact needs “holds”/],
    ['a parameter there is not', file(...block('facts', '- {set: {w911: 1}, holds: {trainLoss: below 1}}')), 'w911', /no parameter “w911”/],
    ['a change within a move', file(...block('facts', '- {change: rat=1, holds: {trainLoss: below 1}}')), 'rat=1', /no setting “rat”/],
    ['a text with a colon', file(...block('predict', 'ask: Which: this or that?')), 'Which', /needs quotes around it/],
    ['a text with a comma', file(...block('predict', 'ask: A', 'after: 1 epoch', 'then: B', 'choices:', '  - {text: this, or that, when: {step: 1}}', '  - {text: b, when: {step: 2}}')), 'or that', /a comma in it needs quotes/],
    ['a prediction of nothing', file(...block('predict', 'ask: A', 'after: 1 epoch', 'then: B')), 'ask: A', /one of choices, number and curve/],
    ['a task without its ways', file(...block('task', 'say: A', 'goal: {step: 1}', 'nudge: B')), 'say: A', /A task needs “right”/],
    ['a block without an end', `${file()}\n\`\`\`facts\n- {holds: {step: 0}}`, '```facts', /no end/],
    ['a heading in a page', file('### More'), '### More', /no headings but its title/],
    ['text before the pages', [...head, 'Hello.', ...page].join('\n'), 'Hello', /Text before the first page/],
    ['a name with spaces', file().replace('lesson: example', 'lesson: An example'), 'lesson: An', /small letters, digits and hyphens/],
    ['minutes that are none', file().replace('minutes: 5', 'minutes: five'), 'minutes', /a number from 1 to 120, not “five”/],
    ['no start', [...head, '## A page', 'Text.'].join('\n'), '## A page', /The first page needs a start/],
    ['an alias', file(...block('facts', '- {run: 1 epoch, holds: &a {step: 1}}', '- {holds: *a}')), '*a', /write it out/],
  ];

  it.each(cases)('%s', (_what, text, at, sentence) => {
    const problems = problemsOf(text);
    expect(problems.map((problem) => problem.sentence).join('\n')).toMatch(sentence);
    expect(problems.find((problem) => sentence.test(problem.sentence))?.line).toBe(lineOf(text, at));
  });

  it('a file that is no lesson, or too long', () => {
    expect(problemsOf('Hello')[0]?.sentence).toMatch(/begins with a line “---”/);
    expect(problemsOf('')).toHaveLength(1);
    expect(problemsOf('x'.repeat(600_000))[0]?.sentence).toMatch(/500000 characters at most/);
    expect(problemsOf('{"lesson": "a", "title": ["b"').length).toBeGreaterThan(0);
    for (const nested of [`{"lesson": ${'['.repeat(20_000)}`, file(...block('facts', '['.repeat(20_000) + ']'.repeat(20_000)))]) expect(problemsOf(nested).length).toBeGreaterThan(0);
  });

  it('in any file, without ever throwing, on a line that it has', () => {
    const text = readFileSync('src/lessons/en/learning-rate.md', 'utf8');
    const random = createRandom(7);
    const upTo = (most: number): number => Math.floor(random.next() * most);
    const bits = ['{', '}', '[', ']', ': ', '"', "'", '\n', '```', '\n## ', '---', '\n- ', '*a', '&a ', '!!x ', '%', '\t', '|', '>', '0', 'null', '? ', '<<: *a', '$'];
    let wrong = 0;
    for (let i = 0; i < 150; i += 1) {
      let damaged = text;
      for (let k = upTo(3); k >= 0; k -= 1) {
        const at = upTo(damaged.length);
        damaged = damaged.slice(0, at) + bits[upTo(bits.length)]! + damaged.slice(at + upTo(4));
      }
      const problems = problemsOf(damaged);
      wrong += problems.length > 0 ? 1 : 0;
      for (const { line } of problems) expect(line).toBeGreaterThan(0);
      for (const { line } of problems) expect(line).toBeLessThanOrEqual(damaged.split('\n').length);
    }
    expect(wrong).toBeGreaterThan(50);
  });

  it('at most twenty times', () => {
    expect(problemsOf(file(...Array.from({ length: 50 }, (_, i) => `### Heading ${i}`)))).toHaveLength(20);
  });
});

describe('a lesson as JSON', () => {
  const spanText = ({ count, unit }: NonNullable<Move['run']>): string => `${count} ${unit}s`;
  const goalOf = (goal: Goal): unknown => {
    const conditions: Record<string, readonly string[]> = {};
    for (const { measure, relation, value } of goal) conditions[measure] = [...(conditions[measure] ?? []), `${relation} ${value}`];
    return conditions;
  };
  const moveOf = ({ run, set, check, ...move }: Move): unknown => ({ ...move, ...(run && { run: spanText(run) }), ...(set && { set: Object.fromEntries(set) }), ...(check && { check: 'all' }) });

  /** As one would write it by hand. */
  function jsonOf({ id, pages, ...rest }: Lesson): string {
    return JSON.stringify({
      lesson: id, ...rest,
      pages: pages.map(({ run, shows: { outputShows, timelineShows, lossAxis, ...shows }, predict, task, facts, ...settings }) => ({
        ...settings, ...(run && { run: spanText(run) }),
        shows: { ...shows, ...(outputShows && { output: outputShows }), ...(timelineShows && { timeline: timelineShows }), ...(lossAxis && { axis: lossAxis }) },
        ...(predict && {
          predict: {
            ask: predict.ask, after: spanText(predict.after), reveal: predict.reveal, ...(predict.change !== undefined && { change: predict.change }),
            ...(predict.kind === 'choice' ? { choices: predict.choices.map(({ text, when }) => ({ text, when: goalOf(when) })) } : predict.kind === 'curve' ? { curve: predict.of } : { number: { of: predict.of, within: predict.within } }),
          },
        }),
        ...(task && { task: { ...task, goal: goalOf(task.goal), right: task.right.map(moveOf), wrong: task.wrong.map(moveOf) } }),
        facts: facts.map(({ moves, holds }) => ({ moves: moves.map(moveOf), holds: goalOf(holds) })),
      })),
    }, null, 1).replaceAll('"reveal"', '"then"');
  }

  it('is the same lesson', () => {
    const lesson = lessonOf(readFileSync('src/lessons/en/learning-rate.md', 'utf8'));
    expect(lessonOf(jsonOf(lesson))).toEqual(lesson);
  });

  it('has lines too', () => {
    const text = jsonOf(lessonOf(file())).replace('"title": "A page"', '"titel": "A page"');
    expect(problemsOf(text)).toEqual([
      { line: lineOf(text, '"titel"') - 1, sentence: expect.stringMatching(/A page needs “title”/) as string },
      { line: lineOf(text, '"titel"'), sentence: expect.stringMatching(/“titel” is nothing that a page has/) as string },
    ]);
  });
});
