/** Version of everything that is kept of runs; another one is not read. */
export const RECORD_VERSION = 1;
