/** The trials of every η as lines and words on the track: pure places, in px from its left and top ends. */
import { behaviourAt, borderRate, middleLoss, nearestOutcome, stretchesOf, type RateTrials } from '../../store/rateLane.ts';
import type { RateBehaviour } from '../../worker/rateTrials.ts';
import { formatCount, formatNumber, formatSetting } from '../../viz/format.ts';
import type { RateRange } from './LearningLaneTrack.ts';
import { say } from '../../words/say.ts';

/** The loss at which the curve is cut off, in present losses. */
const CUT = 3.2;
/** A curve that falls by less still shows that it falls; one that falls by more is cut off below. */
const LEAST_FALL = 2;
const MOST_FALL = 1000;

/** Narrower tracks than this, in px, show the decades that matter, and fewer words. */
export const NARROW_PX = 560;

export type LaneBox = { readonly width: number; readonly top: number; readonly bottom: number };

/** Where the present loss stands in the box, from its top: at the same place whatever the trials find, so that the eye can compare. */
const PRESENT = 0.5;

/** Height of the present loss. */
export const presentHeight = ({ top, bottom }: LaneBox): number => top + PRESENT * (bottom - top);

/** Height of a loss, logarithmic: from the cut down to the present loss, and from there down to the lowest that any rate leads to. */
export function lossHeight({ start, outcomes }: Pick<RateTrials, 'start' | 'outcomes'>, box: LaneBox): (loss: number) => number {
  const lowest = Math.min(...outcomes.map(middleLoss));
  const fall = Math.min(MOST_FALL, Math.max(LEAST_FALL, start / lowest));
  const middle = presentHeight(box);
  return (loss) => {
    const times = Math.log(Math.max(loss / start, Number.MIN_VALUE));
    if (times >= 0) return middle - Math.min(1, times / Math.log(CUT)) * (middle - box.top);
    return middle + Math.min(1, -times / Math.log(fall)) * (box.bottom - middle);
  };
}

/** The curve through every rate tried, one point each, so that one curve can turn into the next. Beyond the ends of the track too. */
export function curvePath(trials: RateTrials, range: RateRange, box: LaneBox): string {
  const height = lossHeight(trials, box);
  const points = trials.outcomes.map((outcome) => `${placeOf(outcome.rate, range, box.width).toFixed(1)} ${height(middleLoss(outcome)).toFixed(1)}`);
  return points.length === 0 ? '' : `M${points.join('L')}`;
}

/** As trackShare, but rates beyond the track lie beyond it. */
export function placeOf(rate: number, { low, high }: RateRange, width: number): number {
  return ((Math.log10(rate) - low) / (high - low)) * width;
}

/** A border with how far it reaches to each side; a hard one reaches nowhere. */
export type BorderPlace = { readonly x: number; readonly from: number; readonly to: number };

/** Borders that lie on the track, the same one only once. */
export function borderPlaces({ ranges }: Pick<RateTrials, 'ranges'>, range: RateRange, width: number): readonly BorderPlace[] {
  const places: BorderPlace[] = [];
  for (const border of ranges.borders) {
    if (border === null) continue;
    const x = placeOf(borderRate(border), range, width);
    if (x <= 1 || x >= width - 1 || places.some((place) => Math.abs(place.x - x) < 1)) continue;
    places.push({ x, from: placeOf(border.low, range, width), to: placeOf(border.high, range, width) });
  }
  return places;
}

/** px by which a word may stand out beyond the track, and the least between two. */
const OVERHANG = 8;
const WORD_GAP = 8;

/** What stands under a stretch of the track. */
const wordOf = (behaviour: RateBehaviour): string => (behaviour === 'level' ? say('nothing to gain from here') : WORDS[behaviour]);

const WORDS: Readonly<Record<RateBehaviour, string>> = {
  level: say('level@@rate'), crawling: say('crawling@@rate'), converging: say('converging@@rate'), oscillating: say('oscillating@@rate'), diverging: say('diverging@@rate'),
};

export type WordPlace = { readonly behaviour: RateBehaviour; readonly word: string; readonly x: number; readonly isPresent: boolean };

/**
 * Each word in the middle of its stretch of the track: first that of the present rate, then those of the longest stretches; one that
 * would touch another is left out.
 * @param wordWidth px of a word
 */
export function wordPlaces({ ranges }: Pick<RateTrials, 'ranges'>, range: RateRange, width: number, rate: number, wordWidth: (word: string) => number): readonly WordPlace[] {
  const present = behaviourAt(ranges, rate);
  const places = stretchesOf(ranges, 10 ** range.low, 10 ** range.high).map(({ behaviour, from, to }) => {
    const [left, right] = [placeOf(from, range, width), placeOf(to, range, width)];
    const word = wordOf(behaviour);
    const half = wordWidth(word) / 2;
    return { behaviour, word, x: Math.min(width + OVERHANG - half, Math.max(half - OVERHANG, (left + right) / 2)), half, length: right - left, isPresent: behaviour === present };
  });
  const taken: typeof places = [];
  for (const place of places.toSorted((a, b) => Number(b.isPresent) - Number(a.isPresent) || b.length - a.length)) {
    if (taken.every(({ x, half }) => Math.abs(place.x - x) >= half + place.half + WORD_GAP)) taken.push(place);
  }
  return places.filter((place) => taken.includes(place)).map(({ behaviour, word, x, isPresent }) => ({ behaviour, word, x, isPresent }));
}

/** "loss 0.21 after 40 epochs, oscillating" ("loss 0.21, oscillating" where it is said beside); of the rate tried nearest to this one. */
export function outcomeText(trials: RateTrials, rate: number, isShort = false): string {
  const outcome = nearestOutcome(trials.outcomes, rate);
  if (outcome === null) return '';
  const loss = middleLoss(outcome);
  const tried = triedText(trials);
  const word = behaviourAt(trials.ranges, outcome.rate);
  const figure = formatNumber(loss);
  const said = loss === Infinity ? (isShort ? say('diverges') : say('diverges within {tried}', { tried })) : isShort ? say('loss {loss}', { loss: figure }) : say('loss {loss} after {tried}', { loss: figure, tried });
  return word === null || (loss === Infinity && word === 'diverging') ? said : `${said}, ${WORDS[word]}`;
}

/** "η 0.316: loss 0.21 after 40 epochs, oscillating" */
export function readingText(trials: RateTrials, rate: number, isShort = false): string {
  const outcome = nearestOutcome(trials.outcomes, rate);
  return outcome === null ? '' : `η ${formatSetting(outcome.rate, 2)}: ${outcomeText(trials, outcome.rate, isShort)}`;
}

/** "40 epochs"; of a first look "4 epochs of 400 examples". */
export function triedText({ epochs, sample }: Pick<RateTrials, 'epochs' | 'sample'>): string {
  const count = formatCount(epochs);
  if (sample === null) return epochs === 1 ? say('{count} epoch', { count }) : say('{count} epochs', { count });
  const values = { count, sample: formatCount(sample) };
  return epochs === 1 ? say('{count} epoch of {sample} examples', values) : say('{count} epochs of {sample} examples', values);
}

/** The tried rate nearest to a place on the track, 0 to 1 of its width. */
export function rateNear(trials: RateTrials, range: RateRange, share: number): number {
  return nearestOutcome(trials.outcomes, 10 ** (range.low + share * (range.high - range.low)))?.rate ?? Number.NaN;
}

/** Whether a rate lies on the track. */
export const isOnTrack = (rate: number, { low, high }: RateRange): boolean => rate >= 10 ** low && rate <= 10 ** high;

/** "crawling below 0.003, converging below 0.2, oscillating below 0.8, diverging above" */
export function rangesText({ ranges }: Pick<RateTrials, 'ranges'>, range: RateRange): string {
  const stretches = stretchesOf(ranges, 10 ** range.low, 10 ** range.high);
  if (stretches.length === 1) return say('{behaviour} at every rate', { behaviour: WORDS[stretches[0]!.behaviour] });
  return stretches.map(({ behaviour, to }, i) => (i < stretches.length - 1 ? say('{behaviour} below {to}', { behaviour: WORDS[behaviour], to: formatSetting(to, 2) }) : say('{behaviour} above', { behaviour: WORDS[behaviour] }))).join(', ');
}
