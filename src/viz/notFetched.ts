/** What is said of a part of the page that did not come over the network. */
import { say } from '../words/say.ts';

/** @param name what it is, as people call it: "The check" */
export const notFetched = (name: string): string => say('{name} could not be fetched. With a network it may come; if this site has a newer version by now, a reload brings it.', { name });
