/**
 * Everything of a moment that can be taken away as a file: one record each, made when it is asked for. Fetched with the dialog, and
 * what each is written by when it is first wanted.
 */
import { networkSpecOf, trainerConfigOf } from '../config/network.ts';
import { makeFeatures } from '../datasets/features.ts';
import { shelvedTableOf } from '../datasets/datasetInfo.ts';
import { trainCountOf } from '../datasets/runData.ts';
import type { Table } from '../datasets/table.ts';
import { createNetwork } from '../engine/network.ts';
import type { Study } from '../explain/study.ts';
import { formatCount } from '../viz/format.ts';
import { weightsProblem, type Moment } from './shareMoment.ts';
import { say } from '../words/say.ts';

export type ShareFileName = 'experiment' | 'network' | 'onnx' | 'curves' | 'history' | 'ledger' | 'spreadsheet';

export type ShareFile = {
  readonly label: string;
  /** What is in it, in a few words. */
  readonly about: (moment: Moment) => string;
  readonly ending: string;
  readonly mediaType: string;
  /** It is of the step that comes next, not of those that were made. */
  readonly isOfNext?: true;
  /** Why there is none of this moment, in a sentence; null where there is one, as far as can be told without making it. */
  readonly problem: (moment: Moment) => string | null | Promise<string | null>;
  /** @throws RangeError with a sentence for the reader */
  readonly make: (moment: Moment) => Promise<string | Uint8Array<ArrayBuffer>>;
};

/** The table of one's own that the moment is about. */
const ownTable = ({ experiment: { data } }: Moment): Table | undefined => (data.set === 'imported' ? shelvedTableOf(data) : undefined);
const none = (): null => null;
const weights = ({ saved }: Moment): string => say('{count} weights and biases', { count: formatCount(saved.state.parameters.length) });
const nextStep = ({ saved }: Moment): string => formatCount(saved.state.step + 1);

export const shareFiles: Readonly<Record<ShareFileName, ShareFile>> = {
  experiment: {
    label: say('Experiment (JSON)'), ending: 'experiment.json', mediaType: 'application/json', problem: none,
    about: (moment) => (ownTable(moment) === undefined ? (moment.experiment.initialization.given === undefined ? say('every setting; nothing that was learned in this run') : say('every setting and the given first weights; nothing that was learned in this run')) : (moment.experiment.initialization.given === undefined ? say('every setting and your table; nothing that was learned in this run') : say('every setting and your table and the given first weights; nothing that was learned in this run'))),
    make: async (moment) => (await import('../share/networkFile.ts')).experimentFile(moment.experiment, ownTable(moment)),
  },
  network: {
    label: say('Trained network (JSON)'), ending: 'network.json', mediaType: 'application/json', problem: weightsProblem,
    about: (moment) => (ownTable(moment) === undefined ? say('its {weights}, and the experiment', { weights: weights(moment) }) : say('its {weights}, and the experiment with your table', { weights: weights(moment) })),
    make: async (moment) => {
      const { experiment, saved: { state } } = moment;
      const { networkFile } = await import('../share/networkFile.ts');
      return networkFile({ experiment, theta: state.parameters, step: state.step, epoch: state.epoch, table: ownTable(moment) });
    },
  },
  onnx: {
    label: 'ONNX', ending: 'onnx', mediaType: 'application/octet-stream',
    problem: async (moment) => {
      const problem = weightsProblem(moment);
      if (problem !== null) return problem;
      const [{ exportNetwork }, { whyNoOnnx }] = await Promise.all([import('../share/exportedNetwork.ts'), import('../share/onnx.ts')]);
      return whyNoOnnx(exportNetwork(moment.experiment, moment.saved.state.parameters));
    },
    about: () => say('the network for onnxruntime and other programs'),
    make: async ({ experiment, saved }) => {
      const [{ exportNetwork }, { onnxModel }] = await Promise.all([import('../share/exportedNetwork.ts'), import('../share/onnx.ts')]);
      return bytes(onnxModel(exportNetwork(experiment, saved.state.parameters)));
    },
  },
  curves: {
    label: say('Curves (CSV)'), ending: 'curves.csv', mediaType: 'text/csv;charset=utf-8', problem: none,
    about: () => say('training and validation loss of this run'),
    make: async ({ name, saved }) => (await import('../share/curveCsv.ts')).curvesCsv([{ name, curve: saved.history }]),
  },
  history: {
    label: say('Run history (CSV)'), ending: 'history.csv', mediaType: 'text/csv;charset=utf-8', problem: none,
    about: () => say('losses, accuracies, η and every change on the way'),
    make: async ({ name, saved }) => {
      const { historyCsv } = await import('../share/historyCsv.ts');
      return historyCsv([{ name, firstExperiment: saved.firstExperiment ?? saved.experiment, curve: saved.history, events: saved.log }]);
    },
  },
  ledger: {
    label: say('Ledger (CSV)'), isOfNext: true, ending: 'ledger.csv', mediaType: 'text/csv;charset=utf-8', problem: weightsProblem,
    about: (moment) => say('step {nextStep}: each parameter’s gradient and new value', { nextStep: nextStep(moment) }),
    make: async (moment) => {
      const [study, { ledgerCsv }] = await Promise.all([studyOfMoment(moment), import('../share/ledgerCsv.ts')]);
      return ledgerCsv(study);
    },
  },
  spreadsheet: {
    label: say('Spreadsheet'), isOfNext: true, ending: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    about: (moment) => say('step {nextStep} as live formulas (.xlsx)', { nextStep: nextStep(moment) }),
    problem: async (moment) => {
      const problem = weightsProblem(moment);
      if (problem !== null) return problem;
      const { experiment, data, saved: { state } } = moment;
      const { whyNoSpreadsheet } = await import('../share/spreadsheet.ts');
      const length = Math.min(Math.floor(experiment.batchSize), trainCountOf(data) - state.position);
      return whyNoSpreadsheet({ network: createNetwork(networkSpecOf(experiment)), trace: { examples: { length } } });
    },
    make: async (moment) => {
      const [study, { stepSpreadsheet }] = await Promise.all([studyOfMoment(moment), import('../share/spreadsheet.ts')]);
      return bytes(stepSpreadsheet(study));
    },
  },
};

export const shareFileNames = Object.keys(shareFiles) as readonly ShareFileName[];

/** Its name on the reader's disk, e.g. nabla-two-spirals-step-1498.onnx. */
export function fileNameOf({ saved }: Moment, subject: string, { ending, isOfNext }: Pick<ShareFile, 'ending' | 'isOfNext'>): string {
  const plain = subject.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '');
  return `nabla-${plain === '' ? 'experiment' : plain}-step-${saved.state.step + (isOfNext === true ? 1 : 0)}${ending.startsWith('.') ? '' : '.'}${ending}`;
}

const studies = new WeakMap<Moment, Promise<Study>>();

/** The next update of this moment, worked out a few milliseconds at a time. */
function studyOfMoment(moment: Moment): Promise<Study> {
  let study = studies.get(moment);
  if (study === undefined) {
    study = workOutStudy(moment);
    studies.set(moment, study);
    // What did not come over the network is asked for again.
    study.catch(() => { studies.delete(moment); });
  }
  return study;
}

async function workOutStudy({ experiment, data, saved }: Moment): Promise<Study> {
  const [{ startTrace }, { createStudy }] = await Promise.all([import('../explain/trace.ts'), import('../explain/study.ts')]);
  const set = { count: trainCountOf(data), inputs: makeFeatures(experiment.features, data.trainInputs, data.inputCount), targets: data.trainEncoded };
  const work = startTrace(trainerConfigOf(experiment), set, saved.state, saved.initialParameters);
  let trace = work.advance();
  while (trace === null) {
    await new Promise<void>((resolve) => { setTimeout(resolve, 0); });
    trace = work.advance();
  }
  const { naming = 'layers', features, initialization } = experiment;
  return createStudy(trace, { naming, features, initialization });
}

/** As bytes that a Blob takes. */
function bytes(array: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(array);
}
