/** Buffers that travel to the page in a frame and come back with the next pull, so that frames make no garbage. */

const SMALLEST = 256;
/** What lies ready beyond this is left to the garbage collector. */
const MOST_BYTES = 32 * 2 ** 20;

export type BufferPool = {
  /** An array whose content is undefined, on a buffer of its own that may be transferred. */
  float64(length: number): Float64Array<ArrayBuffer>;
  float32(length: number): Float32Array<ArrayBuffer>;
  /** Takes a buffer back; foreign and detached ones are ignored. */
  give(buffer: ArrayBuffer): void;
};

export function createBufferPool(): BufferPool {
  const ready = new Map<number, ArrayBuffer[]>();
  let bytes = 0;

  function take(needed: number): ArrayBuffer {
    const size = Math.max(SMALLEST, 2 ** Math.ceil(Math.log2(needed)));
    const buffer = ready.get(size)?.pop();
    if (buffer === undefined) return new ArrayBuffer(size);
    bytes -= size;
    return buffer;
  }

  return {
    float64: (length) => new Float64Array(take(length * 8), 0, length),
    float32: (length) => new Float32Array(take(length * 4), 0, length),
    give(buffer) {
      const size = buffer.byteLength;
      if (size < SMALLEST || !Number.isInteger(Math.log2(size)) || bytes + size > MOST_BYTES) return;
      bytes += size;
      const same = ready.get(size);
      if (same === undefined) ready.set(size, [buffer]);
      else same.push(buffer);
    },
  };
}
