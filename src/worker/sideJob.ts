/** A piece of work beside training that can be stopped after any few milliseconds. */
export type SideJob<Result> = {
  /** 0 to 1. */
  readonly progress: number;
  /** About `budgetMs` of work; true when it is over. */
  work(budgetMs: number, now: () => number): boolean;
  /** What is known so far, in arrays of its own. */
  result(): Result;
  /** The arrays of a result that may be transferred. */
  buffers(result: Result): readonly ArrayBufferView[];
};
