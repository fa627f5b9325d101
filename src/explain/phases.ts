// forward → loss → backward → mean over the batch → update
/** The phases of an update, in their order. */
export type Phase = 'forward' | 'loss' | 'backward' | 'mean' | 'update';

export const phaseNames: Readonly<Record<Phase, string>> = { forward: 'Forward', loss: 'Loss', backward: 'Backward', mean: 'Mean', update: 'Update' };
