// forward → loss → backward → mean over the batch → update
import { say } from '../words/say.ts';
/** The phases of an update, in their order. */
export type Phase = 'forward' | 'loss' | 'backward' | 'mean' | 'update';

export const phaseNames: Readonly<Record<Phase, string>> = { forward: say('Forward'), loss: say('Loss'), backward: say('Backward'), mean: say('Mean'), update: say('Update') };
