/** Above the track: the loss after the next epochs at each η, tried from this moment; under it what those rates do, in a word each. */
import { useRef, type CSSProperties } from 'react';
import { MathText } from '../../components/MathText.tsx';
import { middleLoss, nearestOutcome, type RateTrials } from '../../store/rateLane.ts';
import { formatCount } from '../../viz/format.ts';
import {
  borderPlaces, curvePath, isOnTrack, lossHeight, NARROW_PX, placeOf, presentHeight, rangesText, readingText, triedText, wordPlaces, type LaneBox,
} from './LearningLaneCurve.ts';
import type { RateRange } from './LearningLaneTrack.ts';
import { useElementSize } from '../../components/useElementSize.ts';
import './LearningLaneTrials.css';
import { say } from '../../words/say.ts';

export type LearningLaneTrialsProps = {
  readonly trials: RateTrials;
  readonly isFresh: boolean;
  readonly range: RateRange;
  /** η of the next step. */
  readonly rate: number;
  /** The rate whose trial is read, or null. */
  readonly read: number | null;
  readonly isScheduled: boolean;
  readonly presenting: boolean;
};

/** px a letter of the words is wide, in the middle of the alphabet. */
const LETTER = 7;
const LETTER_PRESENTING = 9.6;

export function LearningLaneTrials({ trials, isFresh, range, rate, read, isScheduled, presenting }: LearningLaneTrialsProps) {
  const holder = useRef<HTMLDivElement>(null);
  const { width, height } = useElementSize(holder);
  const box: LaneBox = { width, top: 1, bottom: height };
  const middle = Math.round(presentHeight(box)) + 0.5;
  const letter = presenting ? LETTER_PRESENTING : LETTER;
  const shown = read === null ? null : nearestOutcome(trials.outcomes, read);
  return (
    <div className="learning-lane-trials" data-fresh={isFresh}>
      <p className="learning-lane-caption" aria-hidden="true">
        {shown === null
          ? <>{(isScheduled ? say('loss after {tried} at each constant', { tried: triedText(trials) }) : say('loss after {tried} at each', { tried: triedText(trials) }))} <MathText>η</MathText><span data-part="when">{say(', tried from epoch {epoch}', { epoch: formatCount(trials.from.epoch) })}</span></>
          : <b>{readingText(trials, shown.rate, width < NARROW_PX)}</b>}
      </p>
      <div className="learning-lane-curve" ref={holder}>
        <svg width={width} height={height} role="img" aria-label={say('Loss after {tried} at each learning rate, tried from epoch {epoch}: {ranges}', { tried: triedText(trials), epoch: formatCount(trials.from.epoch), ranges: rangesText(trials, range) })}>
          <path className="learning-lane-present" d={`M0 ${middle}H${width}`} />
          <path className="learning-lane-loss" d={curvePath(trials, range, box)} />
          {shown !== null && isOnTrack(shown.rate, range) && (
            <circle className="learning-lane-read" cx={placeOf(shown.rate, range, width)} cy={lossHeight(trials, box)(middleLoss(shown))} r={3.5} />
          )}
        </svg>
      </div>
      {borderPlaces(trials, range, width).map(({ x, from, to }, i) => (
        <i key={i} className="learning-lane-border" style={{ left: from, width: Math.max(1, to - from), '--at': `${((x - from) / Math.max(1, to - from)) * 100}%` } as CSSProperties} />
      ))}
      <p className="learning-lane-words" aria-hidden="true">
        {wordPlaces(trials, range, width, rate, (word) => word.length * letter).map(({ behaviour, word, x, isPresent }) => (
          <span key={behaviour} data-present={isPresent} style={{ left: x }}>{word}</span>
        ))}
      </p>
    </div>
  );
}
