/** An experiment as a piece of text that may stand in an address: its JSON in UTF-8, in base64 with the letters that addresses allow. */
import type { Experiment } from '../config/experiment.ts';
import { repairExperiment, type Repaired } from '../config/repair.ts';

export function encodeExperiment(experiment: Experiment): string {
  const bytes = new TextEncoder().encode(JSON.stringify(experiment));
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The experiment of a text, repaired; null where the text holds none. Never throws. */
export function decodeExperiment(text: string): Repaired | null {
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0))));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? repairExperiment(value) : null;
  } catch {
    return null;
  }
}
