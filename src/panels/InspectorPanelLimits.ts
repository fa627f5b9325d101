/** A weight typed by hand may be anything that training could still bring back. */
export const PARAMETER_LIMIT = 1e6;
