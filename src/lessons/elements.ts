/** The elements of the page that a lesson can name: each is lit while its page speaks of it. */

export type ElementName =
  | 'data' | 'features' | 'network' | 'layers' | 'activation' | 'edges-switch' | 'output' | 'picture' | 'confusion' | 'loss'
  | 'lane' | 'learning-rate' | 'trials' | 'edge-of-stability' | 'gradient-path' | 'optimizer' | 'schedule' | 'regularization' | 'batch'
  | 'timeline' | 'playhead' | 'initialization' | 'transport' | 'play' | 'step' | 'verdict' | 'inspector'
  | 'formula' | 'step-network' | 'path-tree' | 'ledger' | 'position' | 'predict' | 'check' | 'example'
  | 'compare-controls' | 'compare-pictures' | 'compare-curves' | 'compare-table' | 'landscape' | 'sharpness'
  | 'header' | 'share' | 'present';

export type LessonElement = {
  /** As it is called in a sentence, for who cannot see the light. */
  readonly label: string;
  /** Finds it on the page, or does not while the view that has it is not shown. */
  readonly selector: string;
};

const element = (name: ElementName, label: string): readonly [ElementName, LessonElement] => [name, { label, selector: `[data-element="${name}"]` }];

export const elements = Object.fromEntries([
  element('data', 'the data'),
  element('features', 'the input features'),
  element('network', 'the network'),
  element('layers', 'the buttons for layers and neurons'),
  element('activation', 'the choice of activation'),
  element('edges-switch', 'what the edges show'),
  element('output', 'the output'),
  element('picture', 'the picture of the output'),
  element('confusion', 'the confusion matrix'),
  element('loss', 'the loss'),
  element('lane', 'the learning lane'),
  element('learning-rate', 'the learning rate'),
  element('trials', 'the trials of other learning rates'),
  element('edge-of-stability', 'the edge of stability'),
  element('gradient-path', 'the path of the update'),
  element('optimizer', 'the optimizer'),
  element('schedule', 'the schedule'),
  element('regularization', 'the regularization'),
  element('batch', 'the batch size'),
  element('timeline', 'the timeline'),
  element('playhead', 'the playhead'),
  element('initialization', 'the initialization'),
  element('transport', 'the transport'),
  element('play', 'the Play button'),
  element('step', 'the Step button'),
  element('verdict', 'the verdict'),
  element('inspector', 'the inspector'),
  element('formula', 'the formula'),
  element('step-network', 'the network with its numbers'),
  element('path-tree', 'the tree of paths'),
  element('ledger', 'the ledger'),
  element('position', 'the place in the step'),
  element('predict', 'the switch for predicting'),
  element('check', 'the check of the gradients'),
  element('example', 'the example'),
  element('compare-controls', 'what is compared'),
  element('compare-pictures', 'the pictures side by side'),
  element('compare-curves', 'the curves on one axis'),
  element('compare-table', 'the table of runs'),
  element('landscape', 'the landscape'),
  element('sharpness', 'the sharpness'),
  element('header', 'the header'),
  element('share', 'the Share button'),
  element('present', 'the presenter mode'),
]) as Readonly<Record<ElementName, LessonElement>>;

export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(elements, name);
}
