/**
 * A lesson from the text of its file: Markdown with blocks of settings, or one JSON object with the same names. What is wrong is said
 * line by line. Pure; the format is described in the README.
 */
import { networkSpecOf } from '../config/network.ts';
import { initialExperiment } from '../config/defaults.ts';
import type { Experiment } from '../config/experiment.ts';
import { MOST_RUNS, sweepVariables } from '../config/sweep.ts';
import { createNetwork } from '../engine/network.ts';
import { runCount } from '../store/compare.ts';
import { formatCount } from '../viz/format.ts';
import { checkText } from './checkText.ts';
import type { Comparing, Lesson, LessonPage, Move, Prediction } from './lesson.ts';
import { changedExperiment, comparisonOf, startExperiment, type SaidExperiment } from './lessonExperiment.ts';
import { quote, readNodes, type Fields, type LessonProblem, type NodeReader, type Place, type Report } from './lessonNodes.ts';
import { needed, PAGE_FIELDS, readFacts, readPageSettings, readPrediction, readSentence, readTask, type Where } from './lessonParts.ts';
import { parameterOf, selectionOf } from './parameterNames.ts';
import { say } from '../words/say.ts';

export type { LessonProblem } from './lessonNodes.ts';

/** Characters; a lesson of ten pages has about twenty thousand. */
const LONGEST_FILE = 500_000;
const MOST_PAGES = 100;
const MOST_PROBLEMS = 20;
const HEAD_FIELDS = ['lesson', 'title', 'about', 'minutes'] as const;
const BLOCKS = ['page', 'predict', 'task', 'facts', 'notes'] as const;
type Block = (typeof BLOCKS)[number];

/** Either the lesson, or what is wrong with its file, by line and at most twenty. Never throws. */
export function readLesson(text: string): { readonly lesson: Lesson } | { readonly problems: readonly LessonProblem[] } {
  const problems: LessonProblem[] = [];
  const report: Report = (line, sentence) => { problems.push({ line, sentence }); };
  if (text.length > LONGEST_FILE) report(1, say('A lesson has {longestFile} characters at most, this file has {count}.', { longestFile: LONGEST_FILE, count: text.length }));
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const lesson = problems.length > 0 ? null : plain.trimStart().startsWith('{') ? readJson(plain, report) : readMarkdown(plain, report);
  if (lesson !== null && problems.length === 0) return { lesson };
  return { problems: problems.toSorted((a, b) => a.line - b.line).slice(0, MOST_PROBLEMS) };
}

/** A page with the lines of what is checked when the experiments of all pages are known. */
type ReadPage = { readonly page: LessonPage; readonly line: number; readonly where: Where };
type Head = Pick<Lesson, 'id' | 'title' | 'about' | 'minutes'>;

function readHead(reader: NodeReader, fields: Fields, place: Place, report: Report): Head | null {
  const need = (name: string): string | null => needed(fields, name, place, say('a lesson'), report, (each) => reader.text(each, say('the lesson’s {name}', { name })));
  const [id, title, about] = [need('lesson'), need('title'), need('about')];
  const minutes = needed(fields, 'minutes', place, say('a lesson'), report, (each) => reader.number(each, say('the number of minutes'), 1, 120));
  if (id !== null && !/^[a-z0-9][a-z0-9-]{0,59}$/.test(id)) report(fields.get('lesson')!.line, say('The lesson’s name is of small letters, digits and hyphens, not {quote}.', { quote: quote(id) }));
  return id === null || title === null || about === null || minutes === null ? null : { id, title, about, minutes };
}

function finish(head: Head | null, pages: readonly ReadPage[], line: number, report: Report): Lesson | null {
  if (pages.length === 0) report(line, say('A lesson needs a page at least: a line that begins with “## ”.'));
  if (pages.length > MOST_PAGES) report(line, say('A lesson has {mostPages} pages at most.', { mostPages: MOST_PAGES }));
  checkExperiments(pages, report);
  return head === null ? null : { ...head, pages: pages.map(({ page }) => page) };
}

function readJson(text: string, report: Report): Lesson | null {
  const reader = readNodes(text, 0, report);
  if (reader.root === null) return null;
  const fields = reader.fields(reader.root, say('a lesson'), [...HEAD_FIELDS, 'pages']);
  if (fields === null) return null;
  const head = readHead(reader, fields, reader.root, report);
  const places = needed(fields, 'pages', reader.root, say('a lesson'), report, (each) => reader.list(each, say('the pages'))) ?? [];
  const pages = places.flatMap((place): readonly ReadPage[] => {
    const page = reader.fields(place, say('a page'), ['title', 'text', ...PAGE_FIELDS, 'predict', 'task', 'facts', 'notes']);
    if (page === null) return [];
    const title = needed(page, 'title', place, say('a page'), report, (each) => readSentence(reader, each, say('the title'), report));
    const content = needed(page, 'text', place, say('a page'), report, (each) => reader.text(each, say('the text')));
    if (content !== null) checkText(content, () => page.get('text')!.line, report);
    const { settings, lines } = readPageSettings(reader, page, report);
    const where: Where = { ...lines, moves: new Map() };
    const read = <T>(name: string, of: (inner: Place) => T | null): T | null => (page.has(name) ? of(page.get(name)!) : null);
    const parts = {
      predict: read('predict', (each) => readPrediction(reader, each, where, report)),
      task: read('task', (each) => readTask(reader, each, where, report)),
      facts: read('facts', (each) => readFacts(reader, each, where, report)),
      notes: read('notes', (each) => reader.text(each, say('the notes'))),
    };
    return [{ page: pageOf(title ?? '', content ?? '', settings, parts), line: place.line, where }];
  });
  return finish(head, pages, reader.root.line, report);
}

type Parts = { readonly [Name in 'predict' | 'task' | 'facts' | 'notes']: NonNullable<LessonPage[Name]> | null };

function pageOf(title: string, text: string, settings: Omit<LessonPage, 'title' | 'text' | keyof Parts>, { predict, task, facts, notes }: Parts): LessonPage {
  return {
    title, text, ...settings, facts: facts ?? [],
    ...(predict === null ? {} : { predict }), ...(task === null ? {} : { task }), ...(notes === null ? {} : { notes }),
  };
}

/** A page as it stands in the Markdown: lines are counted from 1. */
type RawPage = { readonly title: string; readonly line: number; readonly text: { readonly content: string; readonly line: number }[]; readonly blocks: Map<Block, RawBlock> };
type RawBlock = { readonly lines: string[]; readonly line: number };

function readMarkdown(text: string, report: Report): Lesson | null {
  const lines = text.split('\n');
  const end = lines[0]?.trim() === '---' ? lines.findIndex((line, i) => i > 0 && line.trim() === '---') : -1;
  if (end < 0) {
    report(1, say('A lesson begins with a line “---”, then lesson, title, about and minutes, then “---” again. (As JSON it begins with “{”.)'));
    return null;
  }
  const top = readNodes(lines.slice(1, end).join('\n'), 1, report);
  const fields = top.root === null ? null : top.fields(top.root, say('a lesson'), HEAD_FIELDS);
  const head = fields === null ? null : readHead(top, fields, top.root!, report);
  const pages = splitPages(lines, end + 1, report).map((raw) => readPage(raw, report));
  return finish(head, pages, end + 1, report);
}

function splitPages(lines: readonly string[], from: number, report: Report): readonly RawPage[] {
  const pages: RawPage[] = [];
  let block: RawBlock | null = null;
  for (let i = from; i < lines.length; i += 1) {
    const [line, number] = [lines[i]!, i + 1];
    const page = pages.at(-1);
    if (block !== null) {
      if (/^```\s*$/.test(line)) block = null;
      else block.lines.push(line);
    } else if (line.startsWith('## ')) {
      pages.push({ title: line.slice(3).trim(), line: number, text: [], blocks: new Map() });
    } else if (line.startsWith('```')) {
      block = { lines: [], line: number };
      const name = BLOCKS.find((each) => each === line.slice(3).trim());
      if (name === undefined) report(number, say('A block is one of {list}; not {quote}.', { list: BLOCKS.join(', '), quote: quote(line.slice(3).trim()) }));
      else if (page === undefined) report(number, say('A block belongs to a page: put it under a line that begins with “## ”.'));
      else if (page.blocks.has(name)) report(number, say('The page has a second block {quote}; it takes one.', { quote: quote(name) }));
      else page.blocks.set(name, block);
    } else if (/^#{1,6}\s/.test(line)) report(number, say('A page has no headings but its title, a line that begins with “## ”.'));
    else if (page !== undefined) page.text.push({ content: line, line: number });
    else if (line.trim() !== '') report(number, say('Text before the first page: put it under a line that begins with “## ”.'));
  }
  if (block !== null) report(block.line, say('This block has no end: a line of three backticks.'));
  return pages;
}

function readPage({ title, line, text, blocks }: RawPage, report: Report): ReadPage {
  const content = text.map((each) => each.content).join('\n').trim();
  if (title === '') report(line, say('A page needs a title behind “## ”.'));
  if (content === '') report(line, say('A page needs a text.'));
  checkText(title, () => line, report);
  const first = text.findIndex((each) => each.content.trim() !== '');
  checkText(content, (offset) => text[Math.max(0, first) + content.slice(0, offset).split('\n').length - 1]?.line ?? line, report);
  const where: { -readonly [Name in keyof Where]: Where[Name] } = { moves: new Map() };
  const read = <T>(name: Block, of: (reader: NodeReader, place: Place) => T | null): T | null => {
    const block = blocks.get(name);
    if (block === undefined) return null;
    if (block.lines.every((each) => /^\s*(?:#.*)?$/.test(each))) report(block.line, say('The block {quote} is empty; fill it, or leave it out.', { quote: quote(name) }));
    const reader = readNodes(block.lines.join('\n'), block.line, report);
    return reader.root === null ? null : of(reader, reader.root);
  };
  const settings = read('page', (reader, place) => {
    const fields = reader.fields(place, say('a page'), PAGE_FIELDS);
    if (fields === null) return null;
    const page = readPageSettings(reader, fields, report);
    Object.assign(where, page.lines);
    return page.settings;
  }) ?? { lights: [], shows: {} };
  const parts: Parts = {
    predict: read('predict', (reader, place) => readPrediction(reader, place, where, report)),
    task: read('task', (reader, place) => readTask(reader, place, where, report)),
    facts: read('facts', (reader, place) => readFacts(reader, place, where, report)),
    notes: blocks.get('notes')?.lines.join('\n').trim() ?? null,
  };
  return { page: pageOf(title, content, settings, parts), line, where };
}

/** Every text that says settings, and every name of a parameter, tried on the experiment it will meet. */
function checkExperiments(pages: readonly ReadPage[], report: Report): void {
  let experiment: Experiment = initialExperiment;
  let view: LessonPage['view'] = 'play';
  const take = (line: number, { experiment: next, problems }: SaidExperiment): Experiment => {
    for (const problem of problems) report(line, problem);
    return next;
  };
  if (pages[0] !== undefined && pages[0].page.start === undefined) report(pages[0].line, say('The first page needs a start: a block “page” with start: data=….'));
  for (const { page, line, where } of pages) {
    if (page.start !== undefined) experiment = take(where.start ?? line, startExperiment(page.start));
    if (page.change !== undefined) experiment = take(where.change ?? line, changedExperiment(experiment, page.change));
    view = page.view ?? view;
    if (page.compare !== undefined && view !== 'compare') report(where.compare ?? line, say('What is compared is shown in the view compare: the page needs “view: compare”, it has {view}.', { view }));
    for (const problem of page.compare === undefined ? [] : misfits(page.compare, experiment)) report(where.compare ?? line, problem);
    if (page.select !== undefined) checkNames(experiment, [], page.select, where.select ?? line, report);
    const sequences: readonly (readonly (Move | Prediction)[])[] = [
      ...page.facts.map(({ moves }) => moves), page.task?.right ?? [], page.task?.wrong ?? [], page.predict === undefined ? [] : [page.predict],
    ];
    for (const moves of sequences) {
      let then = experiment;
      for (const move of moves) {
        const at = where.moves.get(move) ?? line;
        if (move.change !== undefined) then = take(at, changedExperiment(then, move.change));
        if (!('ask' in move)) checkNames(then, (move.set ?? []).map(([name]) => name), move.select, at, report);
      }
    }
  }
}

/** What of the comparison the Compare view could not make. */
function misfits(compare: Comparing, experiment: Experiment): readonly string[] {
  const { vary, values = [] } = compare;
  const runs = runCount(comparisonOf(compare, experiment));
  const { kind, limit, values: offered } = sweepVariables[vary];
  const [least, most] = [limit?.min ?? -Infinity, limit?.max ?? Infinity];
  const tooMany = runs > MOST_RUNS ? [say('A comparison makes {mostRuns} runs at most, each value with each seed; these are {runs}.', { mostRuns: MOST_RUNS, runs: formatCount(runs) })] : [];
  return [...tooMany, ...values.flatMap((value) => {
    if (kind === 'choice') return offered(experiment).includes(value) ? [] : [say('{quote} is no value of {vary}; there are {list}.', { quote: quote(String(value)), vary, list: offered(experiment).join(', ') })];
    return typeof value === 'number' && value >= least && value <= most ? [] : [say('A value of {vary} is a number from {least} to {most}, not {quote}.', { vary, least, most, quote: quote(String(value)) })];
  })];
}

function checkNames(experiment: Experiment, set: readonly string[], select: string | undefined, line: number, report: Report): void {
  const network = createNetwork(networkSpecOf(experiment));
  for (const name of set) {
    if (parameterOf(network, name) === null) report(line, say('The network has no parameter {quote}; parameters are called w111, b1, or w1_11, b1_1 with the layer first.', { quote: quote(name) }));
  }
  if (select !== undefined && selectionOf(network, select) === null) report(line, say('The network has no {quote} to select; say w111, b1 or neuron 1.', { quote: quote(select) }));
}
