// h ← (h XOR byte) · prime: what a table of one's own is known by
import type { Table } from './table.ts';

/** Of what is in it and what it is called: the same import is the same table. (FNV-1a, 32 bits, over two halves.) */
export function tableId(table: Omit<Table, 'id'>): string {
  const words = JSON.stringify([table.name, table.columns, table.target, table.classes]);
  let [one, other] = [0x811c9dc5, 0x01000193];
  const mix = (byte: number): void => {
    one = Math.imul(one ^ byte, 0x01000193);
    other = Math.imul(other ^ byte, 0x85ebca6b);
  };
  for (let index = 0; index < words.length; index += 1) mix(words.charCodeAt(index));
  for (const { buffer, byteOffset, byteLength } of [table.inputs, table.targets]) for (const word of new Uint32Array(buffer, byteOffset, byteLength / 4)) mix(word);
  return `csv-${[one, other].map((half) => (half >>> 0).toString(36)).join('')}`;
}
