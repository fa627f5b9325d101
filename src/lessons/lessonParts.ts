/** From the nodes of a lesson's file to its parts: what cannot be used is reported, and left out. */
import { isSeq } from 'yaml';
import { capital } from '../viz/format.ts';
import { checkText } from './checkText.ts';
import { elements, isElementName, type ElementName } from './elements.ts';
import { quote, type Fields, type NodeReader, type Place, type Report } from './lessonNodes.ts';
import { comparedEpochs, comparedSeeds, sweepVariableNames } from '../config/sweep.ts';
import type { Comparing, Condition, Fact, Goal, LessonPage, Move, Prediction, Relation, Shows, Span, Task } from './lesson.ts';
import { settingNames } from './lessonExperiment.ts';
import { isMeasureName, measures, slowMeasures, type MeasureName } from './measures.ts';
import { say } from '../words/say.ts';

/** Names of the settings of a page, as they stand in its block `page`. */
export const PAGE_FIELDS = ['view', 'start', 'change', 'run', 'lights', 'shows', 'select', 'position', 'compare'] as const;

/** Hears where each text that says settings, or names a parameter, stands: it is checked once the experiments are known. */
export type Where = { readonly start?: number; readonly change?: number; readonly select?: number; readonly compare?: number; readonly moves: Map<Move | Prediction, number> };

const MOVE_FIELDS = ['view', 'change', 'set', 'run', 'select', 'position', 'check'] as const;
const RELATIONS: readonly Relation[] = ['at most', 'at least', 'below', 'above', 'is not', 'is'];
const VIEWS = ['play', 'step', 'compare', 'landscape'] as const;
const LARGEST_SPAN = 100_000;

export type PageSettings = Pick<LessonPage, 'view' | 'start' | 'change' | 'run' | 'select' | 'position' | 'compare' | 'lights' | 'shows'>;

/** @returns the parts, and the lines of those that are checked later */
export function readPageSettings(reader: NodeReader, fields: Fields, report: Report): { readonly settings: PageSettings; readonly lines: Omit<Where, 'moves'> } {
  const view = at(fields, 'view', (place) => reader.word(place, say('the view'), VIEWS));
  const lights = at(fields, 'lights', (place) => reader.list(place, say('what is lit')).flatMap((each) => lightOf(reader, each, report)));
  const settings: PageSettings = {
    ...defined('view', view),
    ...defined('start', at(fields, 'start', (place) => reader.text(place, say('the start')))),
    ...defined('change', at(fields, 'change', (place) => reader.text(place, say('the change')))),
    ...defined('run', at(fields, 'run', (place) => readSpan(reader, place, report))),
    ...defined('select', at(fields, 'select', (place) => reader.text(place, say('the selection')))),
    ...defined('position', at(fields, 'position', (place) => reader.whole(place, say('the position'), 0, 1e6))),
    ...defined('compare', at(fields, 'compare', (place) => readComparing(reader, place, report))),
    lights: lights ?? [],
    shows: at(fields, 'shows', (place) => readShows(reader, place)) ?? {},
  };
  const lineOf = (name: string): number | null => fields.get(name)?.line ?? null;
  return { settings, lines: { ...defined('start', lineOf('start')), ...defined('change', lineOf('change')), ...defined('select', lineOf('select')), ...defined('compare', lineOf('compare')) } };
}

/** Whether the values can be varied hangs on the experiment, and is checked with it (readLesson.ts). */
function readComparing(reader: NodeReader, place: Place, report: Report): Comparing | null {
  const fields = reader.fields(place, say('a comparison'), ['vary', 'values', 'seeds', 'epochs']);
  if (fields === null) return null;
  const vary = needed(fields, 'vary', place, say('a comparison'), report, (each) => reader.word(each, say('what is varied'), sweepVariableNames));
  const values = at(fields, 'values', (each) => reader.list(each, say('the values')).flatMap((inner) => reader.scalar(inner, say('a value')) ?? []));
  return vary === null ? null : {
    vary,
    ...(values === null || values.length === 0 ? {} : { values: values.map((value) => (typeof value === 'boolean' ? String(value) : value)) }),
    ...defined('seeds', at(fields, 'seeds', (each) => reader.whole(each, say('the number of seeds'), comparedSeeds.min, comparedSeeds.max))),
    ...defined('epochs', at(fields, 'epochs', (each) => reader.whole(each, say('the number of epochs'), comparedEpochs.min, comparedEpochs.max))),
  };
}

/** The block `predict`; null where something in it cannot be used. */
export function readPrediction(reader: NodeReader, place: Place, where: Where, report: Report): Prediction | null {
  const fields = reader.fields(place, say('a prediction'), ['ask', 'choices', 'number', 'curve', 'change', 'after', 'then']);
  if (fields === null) return null;
  const ask = needed(fields, 'ask', place, say('a prediction'), report, (each) => readSentence(reader, each, say('what is asked'), report));
  const after = needed(fields, 'after', place, say('a prediction'), report, (each) => readSpan(reader, each, report));
  const reveal = needed(fields, 'then', place, say('a prediction'), report, (each) => readSentence(reader, each, say('what is said then'), report));
  const change = at(fields, 'change', (each) => reader.text(each, say('the change')));
  const kinds = ['choices', 'number', 'curve'].filter((name) => fields.has(name));
  if (kinds.length !== 1) report(place.line, say('A prediction asks for one of choices, number and curve.'));
  if (ask === null || after === null || reveal === null || kinds.length !== 1) return null;
  const said = { ask, after, reveal, ...defined('change', change) };
  const prediction = at(fields, 'choices', (each) => readChoices(reader, each, said, report))
    ?? at(fields, 'number', (each) => readNumber(reader, each, said, report))
    ?? at(fields, 'curve', (each): Prediction | null => {
      const of = reader.word(each, say('the curve'), ['trainLoss', 'validationLoss']);
      return of === null ? null : { ...said, kind: 'curve', of };
    }) ?? null;
  if (prediction !== null) where.moves.set(prediction, place.line);
  return prediction;
}

type Said = Pick<Prediction, 'ask' | 'change' | 'after' | 'reveal'>;

function readChoices(reader: NodeReader, place: Place, said: Said, report: Report): Prediction | null {
  const choices = reader.list(place, say('the choices')).flatMap((each) => {
    const fields = reader.fields(each, say('a choice'), ['text', 'when']);
    if (fields === null) return [];
    const text = needed(fields, 'text', each, say('a choice'), report, (inner) => readSentence(reader, inner, say('the text of a choice'), report));
    const when = needed(fields, 'when', each, say('a choice'), report, (inner) => readGoal(reader, inner, report));
    return text === null || when === null ? [] : [{ text, when }];
  });
  if (choices.length < 2) report(place.line, say('A prediction needs two choices at least.'));
  return choices.length < 2 ? null : { ...said, kind: 'choice', choices };
}

function readNumber(reader: NodeReader, place: Place, said: Said, report: Report): Prediction | null {
  const fields = reader.fields(place, say('a number to predict'), ['of', 'within']);
  if (fields === null) return null;
  const of = needed(fields, 'of', place, say('a number to predict'), report, (each) => reader.word(each, say('what is predicted'), numericMeasures));
  const within = needed(fields, 'within', place, say('a number to predict'), report, (each) => readShare(reader, each, report));
  return of === null || within === null ? null : { ...said, kind: 'number', of, within };
}

/** The block `task`; null where something in it cannot be used. */
export function readTask(reader: NodeReader, place: Place, where: Where, report: Report): Task | null {
  const fields = reader.fields(place, say('a task'), ['say', 'goal', 'only', 'nudge', 'right', 'wrong']);
  if (fields === null) return null;
  const need = <T>(name: string, read: (each: Place) => T | null): T | null => needed(fields, name, place, say('a task'), report, read);
  const saying = need('say', (each) => readSentence(reader, each, say('what the task says'), report));
  const goal = need('goal', (each) => readGoal(reader, each, report, slowMeasures));
  const nudge = need('nudge', (each) => readSentence(reader, each, say('the nudge'), report));
  const right = need('right', (each) => readMoves(reader, each, where, report));
  const wrong = need('wrong', (each) => readMoves(reader, each, where, report));
  const only = at(fields, 'only', (each) => reader.list(each, say('what alone may be changed')).flatMap((inner) => reader.word(inner, say('what may be changed'), settingNames) ?? []));
  if (saying === null || goal === null || nudge === null || right === null || wrong === null) return null;
  return { say: saying, goal, nudge, right, wrong, ...defined('only', only) };
}

/** The block `facts`, without those that cannot be used. */
export function readFacts(reader: NodeReader, place: Place, where: Where, report: Report): readonly Fact[] {
  return reader.list(place, say('the facts')).flatMap((each) => {
    const fields = reader.fields(each, say('a fact'), [...MOVE_FIELDS, 'moves', 'holds']);
    if (fields === null) return [];
    const holds = needed(fields, 'holds', each, say('a fact'), report, (inner) => readGoal(reader, inner, report));
    const beside = fields.has('moves') ? MOVE_FIELDS.filter((name) => fields.has(name)) : [];
    for (const name of beside) report(fields.get(name)!.line, say('{quote} stands beside “moves”; put it into one of them.', { quote: quote(name) }));
    const moves = at(fields, 'moves', (inner) => readMoves(reader, inner, where, report)) ?? [readMove(reader, fields, each.line, where, report)];
    return holds === null ? [] : [{ moves, holds }];
  });
}

/** One move, or a list of them. */
function readMoves(reader: NodeReader, place: Place, where: Where, report: Report): readonly Move[] {
  const places = isSeq(place.node) ? reader.list(place, say('the moves')) : [place];
  return places.flatMap((each) => {
    const fields = reader.fields(each, say('a move'), MOVE_FIELDS);
    return fields === null ? [] : [readMove(reader, fields, each.line, where, report)];
  });
}

function readMove(reader: NodeReader, fields: Fields, line: number, where: Where, report: Report): Move {
  const set = at(fields, 'set', (place) => {
    const values = reader.entries(place, say('what is set'));
    return values === null ? null : [...values].flatMap(([name, each]) => {
      const value = reader.number(each, say('the value of {name}', { name }), -1e6, 1e6);
      return value === null ? [] : [[name, value] as const];
    });
  });
  const check = at(fields, 'check', (place) => reader.word(place, say('a check'), ['all']));
  const move: Move = {
    ...defined('view', at(fields, 'view', (place) => reader.word(place, say('the view'), VIEWS))),
    ...defined('change', at(fields, 'change', (place) => reader.text(place, say('the change')))),
    ...defined('set', set),
    ...defined('run', at(fields, 'run', (place) => readSpan(reader, place, report))),
    ...defined('select', at(fields, 'select', (place) => reader.text(place, say('the selection')))),
    ...defined('position', at(fields, 'position', (place) => reader.whole(place, say('the position'), 0, 1e6))),
    ...(check === null ? {} : { check: true as const }),
  };
  where.moves.set(move, line);
  return move;
}

const numericMeasures = (Object.keys(measures) as readonly MeasureName[]).filter((name) => measures[name].words === undefined);

/**
 * Conditions by the names of their measures; null where none can be used.
 * @param refused measures that are looked at too often here for the time they take
 */
function readGoal(reader: NodeReader, place: Place, report: Report, refused: ReadonlySet<MeasureName> = new Set()): Goal | null {
  const entries = reader.entries(place, say('a goal'));
  if (entries === null) return null;
  const conditions = [...entries].flatMap(([name, each]) => {
    if (!isMeasureName(name)) {
      report(each.line, say('{quote} is nothing that is measured; there are {list}.', { quote: quote(name), list: Object.keys(measures).join(', ') }));
      return [];
    }
    const places = isSeq(each.node) ? reader.list(each, say('the conditions')) : [each];
    return places.flatMap((inner) => {
      const condition = conditionOf(reader, name, inner, report);
      const slow = condition === null ? undefined : [name, condition.value].find((said) => typeof said === 'string' && isMeasureName(said) && refused.has(said));
      if (slow !== undefined) report(inner.line, say('{quote} takes too long to be watched while the network trains: a fact may hold it, the goal of a task not.', { quote: quote(String(slow)) }));
      return condition ?? [];
    });
  });
  if (conditions.length === 0) report(place.line, say('This holds no condition that can be used.'));
  return conditions.length === 0 ? null : conditions;
}

function conditionOf(reader: NodeReader, measure: MeasureName, place: Place, report: Report): Condition | null {
  const scalar = reader.scalar(place, say('the condition on {measure}', { measure }));
  if (scalar === null) return null;
  const text = String(scalar).trim().replaceAll(/\s+/g, ' ');
  const relation = RELATIONS.find((each) => text.startsWith(`${each} `)) ?? 'is';
  const rest = text.startsWith(`${relation} `) ? text.slice(relation.length + 1) : text;
  const { words } = measures[measure];
  if (words !== undefined) {
    if (words.includes(rest) && (relation === 'is' || relation === 'is not')) return { measure, relation, value: rest };
    report(place.line, say('{measure} is, or is not, one of {list}; {quote} is none of that.', { measure: capital(measure), list: words.join(', '), quote: quote(text) }));
    return null;
  }
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?%?$/i.test(rest) ? Number.parseFloat(rest) / (rest.endsWith('%') ? 100 : 1) : null;
  if (value !== null) return { measure, relation, value };
  if (isMeasureName(rest) && measures[rest].words === undefined) return { measure, relation, value: rest };
  report(place.line, say('A condition on {measure} is {list} a number or another measure, e.g. “below 0.05”; not {quote}.', { measure, list: RELATIONS.join(', '), quote: quote(text) }));
  return null;
}

/** "200 epochs", "1 step"; null for anything else. */
function readSpan(reader: NodeReader, place: Place, report: Report): Span | null {
  const text = reader.text(place, say('how long it runs'));
  if (text === null) return null;
  const [, countText, unit] = /^(\d{1,6}) (step|epoch)s?$/.exec(text) ?? [];
  const count = Number(countText);
  if (count >= 1 && count <= LARGEST_SPAN && (unit === 'step' || unit === 'epoch')) return { count, unit };
  report(place.line, say('How long it runs is said as “200 epochs” or “40 steps”, from 1 up to {largestSpan}; not {quote}.', { largestSpan: LARGEST_SPAN, quote: quote(text) }));
  return null;
}

function readShare(reader: NodeReader, place: Place, report: Report): number | null {
  const scalar = reader.scalar(place, say('how near is right'));
  if (scalar === null) return null;
  const share = typeof scalar === 'number' ? scalar : /^\d+(?:\.\d+)? ?%$/.test(scalar) ? Number.parseFloat(scalar) / 100 : Number.NaN;
  if (share > 0 && share <= 1) return share;
  report(place.line, say('How near is right is a share of the number, e.g. 20%; not {quote}.', { quote: quote(String(scalar)) }));
  return null;
}

function readShows(reader: NodeReader, place: Place): Shows | null {
  const fields = reader.fields(place, say('what is shown'), ['edges', 'output', 'timeline', 'axis', 'sheet']);
  if (fields === null) return null;
  return {
    ...defined('edges', at(fields, 'edges', (each) => reader.word(each, say('what the edges show'), ['weights', 'gradients', 'update']))),
    ...defined('outputShows', at(fields, 'output', (each) => reader.word(each, say('what the output shows'), ['picture', 'answers', 'mistakes', 'pad']))),
    ...defined('timelineShows', at(fields, 'timeline', (each) => reader.word(each, say('what the timeline shows'), ['loss', 'accuracy', 'both']))),
    ...defined('lossAxis', at(fields, 'axis', (each) => reader.word(each, say('the axis of the loss'), ['log', 'linear']))),
    ...defined('sheet', at(fields, 'sheet', (each) => reader.word(each, say('the sheet'), ['layers', 'loss']))),
  };
}

function lightOf(reader: NodeReader, place: Place, report: Report): readonly ElementName[] {
  const name = reader.text(place, say('what is lit'));
  if (name === null) return [];
  if (isElementName(name)) return [name];
  report(place.line, say('{quote} is no element of the page; there are {list}.', { quote: quote(name), list: Object.keys(elements).join(', ') }));
  return [];
}

function at<T>(fields: Fields, name: string, read: (place: Place) => T | null): T | null {
  const place = fields.get(name);
  return place === undefined ? null : read(place);
}

/** A text that the page shows, its names and formulas checked. */
export function readSentence(reader: NodeReader, place: Place, what: string, report: Report): string | null {
  const text = reader.text(place, what);
  if (text !== null) checkText(text, () => place.line, report);
  return text;
}

/** An entry that must be there. @param what as in "a page" */
export function needed<T>(fields: Fields, name: string, place: Place, what: string, report: Report, read: (place: Place) => T | null): T | null {
  if (!fields.has(name)) report(place.line, say('{what} needs “{name}”.', { what: capital(what), name }));
  return at(fields, name, read);
}

/** An entry only where there is a value: optional properties are never undefined. */
function defined<Name extends string, T>(name: Name, value: T | null): { readonly [N in Name]?: T } {
  return (value === null ? {} : { [name]: value }) as { readonly [N in Name]?: T };
}
