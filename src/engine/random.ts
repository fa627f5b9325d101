// sfc32: t = a + b + n++, a = b ⊕ (b ≫ 9), b = 9c, c = rotl(c, 21) + t
/**
 * The seeded generator that everything random is given. Small, fast in JavaScript's 32-bit integers, and passes PractRand
 * and TestU01 (Chris Doty-Humphrey's sfc32). Its whole state can be read and put back, so a run can be rewound exactly.
 */

/** Everything a generator knows, plain numbers: a, b, c, counter, and the normal deviate in hand (NaN: none). */
export type RandomState = readonly number[];

export type Random = {
  /** Uniform on [0, 1), 53 random bits. */
  next(): number;
  /** Normal with mean 0 and standard deviation 1, not truncated. */
  normal(): number;
  /** Uniform on 0 … n − 1 for 1 ≤ n ≤ 2²¹ to within n / 2³² of 1/n. */
  integer(n: number): number;
  /** A copy of the state; `createRandom(state)` continues with exactly the same numbers. */
  state(): RandomState;
};

const STATE_LENGTH = 5;
/** Rounds thrown away after seeding, so that neighbouring seeds have nothing in common. */
const SEEDING_ROUNDS = 15;

/**
 * @param seed any finite number (integers up to 2⁵³ give distinct generators), or the state of another generator
 * @throws RangeError when the seed is not finite or the state has the wrong length
 */
export function createRandom(seed: number | RandomState): Random {
  let a = 0;
  let b = 0;
  let c = 0;
  let counter = 1;
  let spare = Number.NaN;

  function bits(): number {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  if (typeof seed === 'number') {
    if (!Number.isFinite(seed)) throw new RangeError(`invalid seed: ${seed}`);
    const whole = Math.floor(seed);
    a = whole | 0;
    b = Math.floor(whole / 2 ** 32) | 0;
    c = Math.floor((seed - whole) * 2 ** 32) | 0;
    for (let i = 0; i < SEEDING_ROUNDS; i++) bits();
  } else {
    const [a0, b0, c0, counter0, spare0] = seed;
    if (seed.length !== STATE_LENGTH || a0 === undefined || b0 === undefined || c0 === undefined || counter0 === undefined || spare0 === undefined) {
      throw new RangeError(`invalid state of the random generator: ${seed.length} numbers instead of ${STATE_LENGTH}`);
    }
    a = a0 | 0;
    b = b0 | 0;
    c = c0 | 0;
    counter = counter0 | 0;
    spare = spare0;
  }

  function next(): number {
    return ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53;
  }

  return {
    next,
    // Marsaglia's polar method makes two deviates at a time; the second waits in `spare`.
    normal() {
      if (!Number.isNaN(spare)) {
        const value = spare;
        spare = Number.NaN;
        return value;
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
      return u * factor;
    },
    integer(n) {
      return Math.floor((bits() * n) / 2 ** 32);
    },
    state() {
      return [a, b, c, counter, spare];
    },
  };
}

/** Puts the entries into a uniformly random order in place (Fisher and Yates). */
export function shuffle(order: Uint32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
