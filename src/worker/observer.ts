/**
 * What is known of a run at a moment beside its numbers: the losses over all examples and the pictures. Both are made in
 * pieces and may lag behind training; when the run stands still they catch up.
 */
import { sliceOf } from '../datasets/runData.ts';
import type { BufferPool } from './bufferPool.ts';
import { createEvaluator, type Evaluated, type Job, type Moment } from './evaluation.ts';
import { createPainter, type Painter, type PictureRequest, type Pictures } from './pictures.ts';
import type { FrameRequest } from './protocol.ts';
import type { BuiltData, Run } from './run.ts';

/** Pictures finer than this allows are left for when the run stands still. */
const QUICK_PICTURES_MS = 24;

export const nothingWanted: FrameRequest = { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null };

export type Observer = {
  readonly run: Run;
  want: FrameRequest;
  readonly evaluated: Evaluated | null;
  readonly pictures: Pictures | null;
  /** An evaluation or pictures are under way. */
  readonly evaluating: boolean;
  readonly painting: boolean;
  /** What is at hand, or under way, is not of this moment. */
  needsEvaluation(): boolean;
  /** `quick`: coarser pictures of a large network will do. */
  needsPictures(quick: boolean): boolean;
  /** One piece of work; true when that completed an evaluation, or pictures. */
  evaluate(): boolean;
  paint(quick: boolean): boolean;
  /** Tells how long the latest piece of painting took. */
  measured(ms: number): void;
  /** Puts the evaluation at hand on the curve, if it is of this moment. */
  note(): void;
  /** Gives back what it holds. */
  release(): void;
};

export function createObserver(run: Run, pool: BufferPool): Observer {
  const evaluator = createEvaluator(run.trainer.network);
  let data: BuiltData = run.data;
  let evaluation: Job<Evaluated> | null = null;
  let painting: Job<Pictures> | null = null;
  let evaluated: Evaluated | null = null;
  let pictures: Pictures | null = null;
  let want = nothingWanted;
  /** The pictures at hand are of the slice that is wanted. */
  let isOfSlice = true;
  let painter: Painter = painterOf();

  function painterOf(): Painter {
    const { inputCount, domain } = run.data;
    return createPainter(run.trainer.network, { inputCount, domain, features: run.experiment.features, slice: sliceOf(run.data, want.slice) }, pool);
  }

  /** Other data: what is known of the old ones is void. */
  function follow(): void {
    if (data === run.data) return;
    const samePlane = isSame([data.inputCount, data.domain, data.slice], [run.data.inputCount, run.data.domain, run.data.slice]);
    data = run.data;
    evaluation = null;
    evaluated = null;
    if (samePlane) return;
    painting = null;
    dropPictures();
    painter = painterOf();
  }

  function dropPictures(): void {
    if (pictures === null) return;
    for (const picture of [...pictures.neurons, pictures.output]) pool.give(picture.buffer);
    pictures = null;
  }

  function wantedGrids(quick: boolean): PictureRequest {
    return quick || pictures === null || !isOfSlice || !isAt(pictures.moment) ? painter.affordable(want, QUICK_PICTURES_MS) : want;
  }

  function isAt(moment: Moment): boolean {
    return moment.step === run.trainer.step && moment.version === run.moment.version;
  }

  return {
    run,
    get want() { return want; },
    set want(next) {
      const sameUnits = isSame(next.shownUnits, want.shownUnits);
      // A request of equal content keeps the array, so that it can be compared by identity.
      const sameSlice = isSame(next.slice ?? null, want.slice ?? null);
      want = sameUnits ? { ...next, shownUnits: want.shownUnits } : next;
      if (!sameSlice) {
        // What is shown stays until the pictures of the other slice are there.
        painter = painterOf();
        isOfSlice = false;
      }
      if (!sameUnits || !sameSlice) painting = null;
    },
    get evaluated() {
      follow();
      return evaluated;
    },
    get pictures() { return pictures; },
    get evaluating() { return evaluation !== null; },
    get painting() { return painting !== null; },

    needsEvaluation() {
      follow();
      return evaluation !== null || evaluated === null || !isAt(evaluated.moment);
    },

    needsPictures(quick) {
      follow();
      if (painting !== null) return true;
      if (want.neuronGrid === 0 && want.outputGrid === 0) return false;
      if (pictures === null || !isOfSlice || !isAt(pictures.moment) || pictures.shownUnits !== want.shownUnits) return true;
      const { neuronGrid, outputGrid } = wantedGrids(quick);
      return pictures.neuronGrid < neuronGrid || pictures.outputGrid < outputGrid
        || pictures.neuronGrid > want.neuronGrid || pictures.outputGrid > want.outputGrid;
    },

    evaluate() {
      follow();
      evaluation ??= evaluator.start(run.moment, {
        network: run.trainer.network, theta: run.trainer.parameters, loss: run.trainer.config.loss,
        trainSet: data.trainSet, validationSet: data.validationSet, classification: data.task === 'classification',
      });
      const done = evaluation.advance();
      if (done === null) return false;
      evaluation = null;
      evaluated = done;
      addToCurve(run, done);
      return true;
    },

    paint(quick) {
      follow();
      painting ??= painter.start(run.moment, run.trainer.network, run.trainer.parameters, wantedGrids(quick));
      const done = painting.advance();
      if (done === null) return false;
      painting = null;
      dropPictures();
      isOfSlice = true;
      pictures = done;
      return true;
    },

    measured(ms) { painter.measured(ms); },

    note() {
      if (evaluated !== null && isAt(evaluated.moment)) addToCurve(run, { ...evaluated, moment: run.moment });
    },

    release() {
      evaluation = null;
      painting = null;
      dropPictures();
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function addToCurve(run: Run, { moment, trainLoss, validationLoss, trainAccuracy, validationAccuracy }: Evaluated): void {
  if (moment.lineage !== run.moment.lineage) return;
  run.curve.add({ step: moment.step, epoch: moment.epoch, train: trainLoss, validation: validationLoss, trainAccuracy, validationAccuracy });
}
