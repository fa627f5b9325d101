// examples in a chunk = work in a chunk / parameters
import type { Network } from './network.ts';

/** Parameters × examples in one chunk: about 1 ms in V8 on one core of 2024, 4 ms on a slow phone. */
const CHUNK_WORK = 500_000;
/** More would not fit the cache and gains nothing. */
const LARGEST_CHUNK = 256;

/**
 * Examples the trainer works on at a time: a function of the network alone, so that the way a large mini-batch is added up,
 * and with it the last digit of its gradient, is always the same. Even, because the kernels take two at a time.
 */
export function chunkSize(network: Network): number {
  const examples = Math.floor(CHUNK_WORK / network.parameterCount / 2) * 2;
  return Math.min(LARGEST_CHUNK, Math.max(2, examples));
}
