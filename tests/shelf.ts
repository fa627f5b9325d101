/** Puts the real sets on the shelf, as the page does when one is chosen. */
import { readFileSync } from 'node:fs';
import { measuredSets, readMeasured } from '../src/datasets/measured.ts';
import { shelveTable } from '../src/datasets/tableShelf.ts';

for (const [set, { file }] of Object.entries(measuredSets)) {
  shelveTable(readMeasured(set as keyof typeof measuredSets, readFileSync(`${import.meta.dirname}/../public/datasets/${file}`, 'utf8')));
}
