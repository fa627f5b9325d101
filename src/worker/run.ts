/**
 * A run: one trainer with its settings, data, log of edits, loss curve and checkpoints. Going back and forth in it is exact,
 * because whatever happened is either a step, which the trainer's state decides, or an event in the log.
 */
import { describeChange } from '../config/changes.ts';
import type { Experiment } from '../config/experiment.ts';
import { initialParametersOf, trainerConfigOf } from '../config/network.ts';
import { needsRestart } from '../config/restart.ts';
import { buildData } from '../datasets/index.ts';
import { createTrainer, type Trainer } from '../engine/trainer.ts';
import { createCheckpoints, type Checkpoint, type Checkpoints } from './checkpoints.ts';
import type { Moment } from './evaluation.ts';
import { createLossCurve, type LossCurve } from './lossHistory.ts';
import type { RunEvent, RunId, SavedRun } from './protocol.ts';

export type BuiltData = ReturnType<typeof buildData>;

/** A place in a run: a trainer's state and the events of the log behind it. */
export type Place = Pick<Checkpoint, 'state' | 'applied'>;

/** Share of a run that is not worth keeping as a run of its own. */
const CRUMBS = 0.02;
/** Data sets kept built, for going back and forth over a change of the data. */
const KEPT_DATA = 3;

export class Run {
  readonly id: RunId;
  readonly trainer: Trainer;
  readonly initialParameters: Float64Array;
  readonly curve: LossCurve;
  readonly checkpoints: Checkpoints;
  experiment: Experiment;
  data: BuiltData;
  /** Smoothed milliseconds of one step, for guessing how long a replay takes. */
  stepMs = 0.01;

  /** The settings it began with, before every event of the log. */
  readonly first: Experiment;
  /** Events in order of their steps; those from `applied` on belong to a future that was left by going back. */
  private events: RunEvent[];
  private applied: number;
  private furthest: number;
  /** The end of the run, while a past moment of it is shown. */
  private end: Place | null = null;
  private version = 0;
  private lineage = 0;
  private trainedMs = 0;
  private readonly built = new Map<string, BuiltData>();
  /** The state before the latest change of the settings, while no step has been made since. */
  private beforeChange: Place | null = null;
  /** The example in whose place the latest event put another, while the run has been nowhere else. */
  private presentedFor: number | null = null;

  /** @throws RangeError when `saved` does not fit its own settings */
  constructor(id: RunId, experiment: Experiment, checkpointBytes: number, saved?: SavedRun) {
    this.id = id;
    this.first = saved?.firstExperiment ?? experiment;
    this.experiment = this.first;
    this.data = this.dataOf(this.first);
    this.initialParameters = saved?.initialParameters.slice() ?? initialParametersOf(this.first);
    // The order of the examples comes from the data's seed: another draw of the weights sees the same mini-batches.
    this.trainer = createTrainer(trainerConfigOf(this.first), this.data.trainSet, this.first.data.seed, this.initialParameters);
    this.checkpoints = createCheckpoints(checkpointBytes);
    this.checkpoints.add(this.trainer.save(), 0);
    this.events = saved === undefined ? [] : [...saved.log];
    this.applied = this.events.length;
    if (saved?.past !== undefined) {
      this.goTo({ state: saved.past.end, applied: this.events.length });
      this.keepPlace();
      this.end = this.place;
      this.applied = saved.past.applied;
    }
    this.furthest = this.trainer.step;
    if (saved !== undefined) {
      this.configure(saved.experiment);
      this.trainer.restore(saved.state);
      this.keepPlace();
      this.furthest = Math.max(this.furthest, this.trainer.step);
    }
    this.curve = createLossCurve(saved?.history);
  }

  /** The events behind the present moment, and those of a future that was left. */
  get log(): readonly RunEvent[] {
    return this.events;
  }

  /** The latest place kept at or before `step`: a checkpoint, or the run's end. */
  placeBefore(step: number): Place | undefined {
    if (this.end !== null && this.end.state.step <= step) return this.end;
    return this.checkpoints.before(step);
  }

  /** The furthest step of this run that a replay can reach. */
  get furthestStep(): number {
    return this.furthest;
  }

  get moment(): Moment {
    const { step } = this.trainer;
    return { step, epoch: this.epoch, version: this.version, lineage: this.lineage };
  }

  /** There is more of this run after the present moment. */
  get hasFuture(): boolean {
    return this.applied < this.events.length || this.furthest > this.trainer.step;
  }

  /** Its rest is so short, and without any change on the way, that going on is as good as walking along it. */
  get hasOnlyCrumbs(): boolean {
    return this.applied === this.events.length && this.furthest - this.trainer.step <= CRUMBS * this.furthest;
  }

  /** Epochs done, with fraction. */
  private get epoch(): number {
    const { epoch, stepInEpoch, stepsPerEpoch } = this.trainer;
    return epoch + stepInEpoch / Math.max(1, stepsPerEpoch);
  }

  get place(): Place {
    return { state: this.trainer.save(), applied: this.applied };
  }

  /** Tells that training took `ms`; keeps a checkpoint where one is due. Call it between steps. */
  trained(steps: number, ms: number): void {
    if (steps > 0) {
      this.stepMs += 0.2 * (ms / steps - this.stepMs);
      this.furthest = Math.max(this.furthest, this.trainer.step);
      this.beforeChange = null;
      if (!this.hasFuture) this.end = null;
    }
    this.trainedMs += ms;
    if (steps === 0 || this.trainedMs < this.checkpoints.intervalMs) return;
    this.trainedMs = 0;
    this.keepPlace();
  }

  keepPlace(): void {
    this.checkpoints.add(this.trainer.save(), this.applied);
  }

  /** The run as it was up to its end, as one of its own: while a past moment is shown, before `commit` leaves the rest. */
  split(id: RunId, checkpointBytes: number): Run {
    const { past, ...saved } = this.save();
    const end = { run: id, experiment: this.experimentAfter(this.events.length), state: past?.end ?? saved.state };
    const left = new Run(id, this.first, checkpointBytes, { ...saved, ...end });
    left.checkpoints.adopt(this.checkpoints);
    return left;
  }

  /** Leaves the future behind: what comes next is made anew. True if there was any. */
  commit(): boolean {
    const { step } = this.trainer;
    if (!this.hasFuture) return false;
    this.end = null;
    this.events.length = this.applied;
    this.furthest = step;
    this.checkpoints.truncateAfter(step, this.applied);
    this.curve.truncateAfter(step);
    this.lineage += 1;
    return true;
  }

  /**
   * New settings from this step on; the same ones change nothing. Changes at one and the same step become one event.
   * @param leave called where a future is left by it
   * @throws RangeError when they need a new run
   */
  change(experiment: Experiment, label: string, leave = (): unknown => this.commit()): void {
    if (isSame(this.experiment, experiment)) return;
    if (needsRestart(this.experiment, experiment)) throw new RangeError(`This change needs a new run: ${label}.`);
    leave();
    const previous = this.lastEventIf('experiment');
    if (previous !== null && this.beforeChange !== null) {
      // Back to before the earlier change, so that a replay, which knows only the later one, comes to the same state.
      const before = this.beforeChange;
      this.dropLastEvent();
      this.visit(before);
      this.end = null;
      // Where all of it is taken back, what stands last in the log is an event of before, which is not to be undone.
      if (!isSame(this.experiment, experiment)) this.beforeChange = before;
    } else {
      this.beforeChange = this.place;
    }
    if (!isSame(this.experiment, experiment)) {
      const text = previous === null ? label : describeChange(this.experiment, experiment);
      this.configure(experiment);
      this.record({ kind: 'experiment', step: this.trainer.step, epoch: this.epoch, experiment, label: text });
    }
    this.version += 1;
  }

  /** @throws RangeError when there is no such parameter or the value is not finite */
  setParameter(index: number, value: number, label: string, leave = (): unknown => this.commit()): void {
    leave();
    this.trainer.setParameter(index, value);
    const previous = this.lastEventIf('parameter');
    if (previous?.kind === 'parameter' && previous.index === index) this.dropLastEvent();
    this.record({ kind: 'parameter', step: this.trainer.step, epoch: this.epoch, index, value, label });
    this.beforeChange = null;
    this.version += 1;
  }

  /**
   * All of θ at once; of several times between two steps only the last becomes an event.
   * @throws RangeError when there are not as many values as parameters, or one is not finite
   */
  setParameters(values: Float64Array, label: string, leave = (): unknown => this.commit()): void {
    requireParameters(values, this.trainer.parameters.length);
    leave();
    this.put(values);
    if (this.lastEventIf('parameters') !== null) this.dropLastEvent();
    this.record({ kind: 'parameters', step: this.trainer.step, epoch: this.epoch, values: values.slice(), label });
    this.beforeChange = null;
    this.version += 1;
  }

  /**
   * Makes a training example the first of the next mini-batch; nothing happens where it is already, or where the batch is all of
   * the data. Only the last one chosen between two steps becomes an event.
   * @throws RangeError when there is no such example
   */
  present(example: number, label: string, leave = (): unknown => this.commit()): void {
    const { trainer } = this;
    const first = trainer.present(example);
    if (first === null) return;
    leave();
    let inPlaceOf = first;
    if (this.lastEventIf('example') !== null && this.presentedFor !== null) {
      // Back to before the earlier choice, so that a replay, which knows only the later one, comes to the same order.
      inPlaceOf = this.presentedFor;
      trainer.present(first);
      trainer.present(inPlaceOf);
      trainer.present(example);
      this.dropLastEvent();
    }
    this.presentedFor = example === inPlaceOf ? null : inPlaceOf;
    if (example !== inPlaceOf) this.record({ kind: 'example', step: trainer.step, epoch: this.epoch, example, label });
    this.beforeChange = null;
    this.version += 1;
  }

  /** Goes to a place of this run as it was, settings included. */
  visit(place: Place): void {
    if (!this.hasFuture) this.end = this.place;
    this.goTo(place);
    this.beforeChange = null;
    this.presentedFor = null;
    this.trainedMs = 0;
    this.version += 1;
  }

  /** Applies the events of the log whose step has come; replay calls it after every step. */
  applyDue(): void {
    for (let event = this.events[this.applied]; event !== undefined && event.step <= this.trainer.step; event = this.events[this.applied]) {
      this.applied += 1;
      if (event.kind === 'experiment') this.configure(event.experiment);
      else if (event.kind === 'parameter') this.trainer.setParameter(event.index, event.value);
      else if (event.kind === 'parameters') this.put(event.values);
      else this.trainer.present(event.example);
      this.version += 1;
    }
  }

  /** A replay has arrived somewhere else: what is shown of the run is out of date. */
  arrived(): void {
    this.beforeChange = null;
    this.version += 1;
    this.lineage += 1;
  }

  /** All that is needed to go on exactly from `place`. */
  save(place: Place = this.place): SavedRun {
    const isPast = place.applied < this.events.length || place.state.step < this.furthest;
    return {
      run: this.id,
      experiment: this.experimentAfter(place.applied),
      state: place.state,
      history: this.curve.copy(),
      log: isPast && this.end === null ? this.events.slice(0, place.applied) : [...this.events],
      ...(isPast && this.end !== null ? { past: { applied: place.applied, end: this.end.state } } : {}),
      initialParameters: this.initialParameters.slice(),
      firstExperiment: this.first,
    };
  }

  private goTo({ state, applied }: Place): void {
    this.applied = applied;
    this.configure(this.experimentAfter(applied));
    this.trainer.restore(state);
  }

  private put(values: Float64Array): void {
    values.forEach((value, index) => { this.trainer.setParameter(index, value); });
  }

  private record(event: RunEvent): void {
    this.events.push(event);
    this.end = null;
    this.applied = this.events.length;
  }

  private dropLastEvent(): void {
    this.events.pop();
    this.applied = this.events.length;
    this.checkpoints.truncateAfter(this.trainer.step, this.applied);
  }

  /** The latest event, if it is of this kind and no step has been made since. */
  private lastEventIf(kind: RunEvent['kind']): RunEvent | null {
    const last = this.events.at(-1);
    return last !== undefined && last.kind === kind && last.step === this.trainer.step ? last : null;
  }

  private experimentAfter(applied: number): Experiment {
    for (let i = applied - 1; i >= 0; i -= 1) {
      const event = this.events[i]!;
      if (event.kind === 'experiment') return event.experiment;
    }
    return this.first;
  }

  /** Puts other settings into force; θ stays. */
  private configure(experiment: Experiment): void {
    if (experiment === this.experiment) return;
    const data = this.dataOf(experiment);
    this.trainer.reconfigure(trainerConfigOf(experiment), data === this.data ? undefined : data.trainSet);
    this.data = data;
    this.experiment = experiment;
  }

  private dataOf(experiment: Experiment): BuiltData {
    const key = JSON.stringify([experiment.data, experiment.features, experiment.outputActivation, experiment.loss.name]);
    const data = this.built.get(key) ?? buildData(experiment);
    // The latest used stands last.
    this.built.delete(key);
    this.built.set(key, data);
    for (const old of this.built.keys()) {
      if (this.built.size <= KEPT_DATA) break;
      this.built.delete(old);
    }
    return data;
  }
}

function requireParameters(values: Float64Array, count: number): void {
  if (values.length !== count) throw new RangeError(`There are ${count} parameters, not ${values.length}.`);
  const bad = values.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`invalid value of a parameter: ${bad}`);
}

function isSame(a: Experiment, b: Experiment): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
