/** What of a run's success is looked at: on the timeline, and in the place of the output's picture. */

/** What the timeline draws over the epochs. */
export type TimelineShows = 'loss' | 'accuracy' | 'both';
/**
 * The picture of the output; or its answers against the targets: a confusion matrix, for values a scatter plot; or the examples it
 * gets wrong, for values those with the largest errors; or, for pictures of digits, a pad to draw one.
 */
export type OutputShows = 'picture' | 'answers' | 'mistakes' | 'pad';
/** A cell of the confusion matrix: class of the target, class answered (the number of classes: none). */
export type ConfusionCell = { readonly target: number; readonly answer: number };
export type Split = 'train' | 'validation';

export type AccuracyViewSlice = {
  readonly timelineShows: TimelineShows;
  readonly outputShows: OutputShows;
  /** The examples the confusion matrix counts and the list of mistakes is of. */
  readonly answersOf: Split;
  /** The cell whose examples are listed; null: all that are wrong. */
  readonly listed: ConfusionCell | null;
};

export const initialAccuracyView: AccuracyViewSlice = { timelineShows: 'loss', outputShows: 'picture', answersOf: 'train', listed: null };
