/** What the page knows of every run in the list; their states and curves are in keptRuns. */
import type { Experiment } from '../config/experiment.ts';
import type { RunEvent, RunId } from '../worker/protocol.ts';

export type RunEntry = {
  readonly run: RunId;
  readonly name: string;
  /** Of viz/palette's runColour. */
  readonly colour: number;
  /** Its curve stands on the timeline while another run is the present one. */
  readonly isShown: boolean;
  /** Somebody gave it its name, so it is not dropped for a newer one. */
  readonly isNamed: boolean;
  /** As it was last saved; null before the first time. */
  readonly end: RunEnd | null;
  /** Steps it had made when it diverged; null or absent where it did not. */
  readonly divergedAt?: number | null;
};

/** Where a run ends. */
export type RunEnd = {
  readonly experiment: Experiment;
  readonly log: readonly RunEvent[];
  readonly step: number;
  readonly epoch: number;
  /** NaN where there are no examples. */
  readonly train: number;
  readonly validation: number;
};

export type RunListSlice = {
  /** Oldest first; the present run is one of them. */
  readonly runs: readonly RunEntry[];
  /** Step on the way to which the playhead is; null when it stands where the frame is. */
  readonly headedFor: number | null;
  /** Runs of the list that a reload would lose, because there is no room or no place to keep them. */
  readonly fleetingRuns: readonly RunId[];
};

export const initialRunList: RunListSlice = { runs: [], headedFor: null, fleetingRuns: [] };
