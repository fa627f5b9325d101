/** kind dataset: given points. Their numbers, classes and ranges are checked, and where there is no noise their labels. */
import type { TrainingSet } from '../../src/engine/trainer.ts';
import type { Entry } from './ledger.ts';

/** Largest |x| a set can have without noise; gauss has tails, so only what 400 draws never reach. */
const REACH: Readonly<Record<string, number>> = { circle: 5, xor: 5.3, gauss: 2 + 8 * Math.sqrt(4), spiral: 6, reg_plane: 6, reg_gauss: 6 };

const BUMPS = [[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]] as const;

export function checkDataset(file: Entry): void {
  const name = file.at('dataset').text();
  const reach = REACH[name];
  if (reach === undefined) throw new RangeError(`unknown data set: ${name}`);
  const noise = file.at('noise').number();
  const seed = file.at('seed');
  seed.expect(Number.isInteger(seed.number()), 'a seed is an integer');
  file.at('columns').expect(file.at('columns').texts().join() === 'x1,x2,label', 'not x1, x2, label');
  const regression = name.startsWith('reg_');
  const total = file.at('train').items().length + file.at('test').items().length;
  for (const part of ['train', 'test'] as const) {
    for (const row of file.at(part).items()) {
      const [x1 = Number.NaN, x2 = Number.NaN, label = Number.NaN, ...more] = row.numbers();
      row.expect(more.length === 0 && Math.max(Math.abs(x1), Math.abs(x2)) <= reach * (1 + noise), `(${x1}, ${x2}) is out of range`);
      row.expect(regression ? Math.abs(label) <= 1.2 * (1 + noise) : label === 1 || label === -1, `label ${label}`);
      if (noise === 0) row.expect(isLabelled(name, x1, x2, label, total), `label ${label} at (${x1}, ${x2})`);
    }
  }
  const counts = file.at('class_counts');
  if (regression) {
    counts.expect(counts.isNull(), 'classes in a regression');
    return;
  }
  for (const part of ['train', 'test'] as const) {
    for (const label of ['1', '-1'] as const) {
      counts.at(part).at(label).equal(file.at(part).items().filter((row) => row.numbers()[2] === Number(label)).length);
    }
  }
}

/** Whether the formula of the set gives this label. */
function isLabelled(name: string, x1: number, x2: number, label: number, total: number): boolean {
  const radius = Math.hypot(x1, x2);
  switch (name) {
    case 'circle': return label === (radius < 2.5 ? 1 : -1);
    case 'xor': return label === (x1 * x2 >= 0 ? 1 : -1);
    case 'reg_plane': return Math.abs(label - (x1 + x2) / 10) < 1e-12;
    case 'reg_gauss': {
      let value = 0;
      for (const [cx, cy, sign] of BUMPS) {
        const height = sign * Math.min(1, Math.max(0, 1 - Math.hypot(x1 - cx, x2 - cy) / 2));
        if (Math.abs(height) > Math.abs(value)) value = height;
      }
      return Math.abs(label - value) < 1e-12;
    }
    case 'spiral': {
      const place = radius / 5;
      const angle = 1.75 * place * 2 * Math.PI + (label === 1 ? 0 : Math.PI);
      const index = (place * total) / 2;
      return Math.hypot(x1 - radius * Math.sin(angle), x2 - radius * Math.cos(angle)) < 1e-9 && Math.abs(index - Math.round(index)) < 1e-9;
    }
    default: return true;
  }
}

export type Split = { readonly train: TrainingSet; readonly test: TrainingSet };

/** The points as examples; sigmoid outputs are asked for 0 and 1 instead of −1 and 1. */
export function examplesOfDataset(dataset: unknown, zeroOne: boolean): Split {
  if (typeof dataset !== 'object' || dataset === null || !('train' in dataset) || !('test' in dataset)) throw new TypeError('not a data set');
  const set = (rows: unknown): TrainingSet => {
    if (!Array.isArray(rows)) throw new TypeError('a data set has rows');
    const table = rows as readonly (readonly [number, number, number])[];
    return {
      count: table.length,
      inputs: Float64Array.from(table.flatMap(([x1, x2]) => [x1, x2])),
      targets: Float64Array.from(table, ([, , label]) => (zeroOne ? (label > 0 ? 1 : 0) : label)),
    };
  };
  return { train: set(dataset.train), test: set(dataset.test) };
}
