// sfc32: t = a + b + n++, a = b ⊕ (b ≫ 9), b = 9c, c = rotl(c, 21) + t
/**
 * The seeded generator that everything random is given. Small, fast in JavaScript's 32-bit integers, and passes PractRand
 * and TestU01 (Chris Doty-Humphrey's sfc32). Its whole state can be read and put back, so a run can be rewound exactly.
 */

/** Everything a generator knows, finite numbers: a, b, c, counter, 1 if a normal deviate is in hand else 0, and that deviate. */
export type RandomState = readonly number[];

export type Random = {
  /** Uniform on [0, 1), 53 random bits. */
  next(): number;
  /** Normal with mean 0 and standard deviation 1, not truncated. */
  normal(): number;
  /** Uniform on 0 … n − 1 for 1 ≤ n ≤ 2²¹ to within n / 2³² of 1/n. */
  integer(n: number): number;
  /** Puts the entries into a uniformly random order in place (Fisher and Yates), with one `integer` for each but the first. */
  shuffle(order: Uint32Array): void;
  /** A copy of the state; `createRandom(state)` continues with exactly the same numbers. */
  state(): RandomState;
};

const STATE_LENGTH = 6;
/** Rounds thrown away after seeding, so that neighbouring seeds have nothing in common. */
const SEEDING_ROUNDS = 15;

/**
 * @param seed any finite number (integers up to 2⁵³ give distinct generators), or the state of another generator
 * @throws RangeError when the seed is not finite or the state has the wrong length
 */
export function createRandom(seed: number | RandomState): Random {
  // a, b, c and the counter: an array, because variables with 32 bits would be put on the heap at every change.
  const words = new Int32Array(4);
  words[3] = 1;
  let hasSpare = false;
  let spare = 0;

  function bits(): number {
    const b = words[1]!;
    const c = words[2]!;
    const counter = words[3]!;
    const t = (words[0]! + b + counter) | 0;
    words[0] = b ^ (b >>> 9);
    words[1] = c + (c << 3);
    words[2] = ((c << 21) | (c >>> 11)) + t;
    words[3] = counter + 1;
    return t >>> 0;
  }

  if (typeof seed === 'number') {
    if (!Number.isFinite(seed)) throw new RangeError(`invalid seed: ${seed}`);
    const whole = Math.floor(seed);
    words[0] = whole;
    words[1] = Math.floor(whole / 2 ** 32);
    words[2] = Math.floor((seed - whole) * 2 ** 32);
    for (let i = 0; i < SEEDING_ROUNDS; i++) bits();
  } else {
    if (seed.length !== STATE_LENGTH) throw new RangeError(`invalid state of the random generator: ${seed.length} numbers instead of ${STATE_LENGTH}`);
    words.set(seed.slice(0, 4));
    hasSpare = seed[4] === 1;
    spare = seed[5] ?? 0;
  }

  function next(): number {
    return ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  }

  return {
    next,
    // Marsaglia's polar method makes two deviates at a time; the second waits in `spare`.
    normal() {
      if (hasSpare) {
        hasSpare = false;
        return spare;
      }
      let u = 0;
      let v = 0;
      let s = 0;
      do {
        u = 2 * next() - 1;
        v = 2 * next() - 1;
        s = u * u + v * v;
      } while (s >= 1 || s === 0);
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      hasSpare = true;
      return u * factor;
    },
    integer(n) {
      return Math.floor((bits() * n) / 2 ** 32);
    },
    // The same steps as `bits` and `integer`, with the state in registers: it is a twentieth of the training of a small network.
    shuffle(order) {
      let a = words[0]!;
      let b = words[1]!;
      let c = words[2]!;
      let counter = words[3]!;
      for (let i = order.length - 1; i > 0; i--) {
        const t = (a + b + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + t) | 0;
        const j = (((t >>> 0) * (i + 1)) / 2 ** 32) | 0;
        const kept = order[i]!;
        order[i] = order[j]!;
        order[j] = kept;
      }
      words[0] = a;
      words[1] = b;
      words[2] = c;
      words[3] = counter;
    },
    state() {
      return [...words, hasSpare ? 1 : 0, spare];
    },
  };
}
