// "row 1, column 1"
import { say } from '../words/say.ts';

/** The name of an input that is a pixel of a picture, by which such inputs are known. @param row from 0 @param column from 0 */
export function pixelName(row: number, column: number): string {
  return say('row {row}, column {column}', { row: row + 1, column: column + 1 });
}
