/** What of a run's success is looked at: on the timeline, and in the place of the output's picture. */

/** What the timeline draws over the epochs. */
export type TimelineShows = 'loss' | 'accuracy' | 'both';
/** The picture of the output, or its answers against the targets: a confusion matrix, for values a scatter plot. */
export type OutputShows = 'picture' | 'answers';
export type Split = 'train' | 'validation';

export type AccuracyViewSlice = {
  readonly timelineShows: TimelineShows;
  readonly outputShows: OutputShows;
  /** The examples the confusion matrix counts. */
  readonly answersOf: Split;
};

export const initialAccuracyView: AccuracyViewSlice = { timelineShows: 'loss', outputShows: 'picture', answersOf: 'train' };
