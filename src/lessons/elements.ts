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

const element = (name: ElementName, label: string, selector: string): readonly [ElementName, LessonElement] => [name, { label, selector }];

export const elements = Object.fromEntries([
  element('data', 'the data', '.area-data'),
  element('features', 'the input features', '.network-features, .network-panel .network-head:first-child, .network-phone-word'),
  element('network', 'the network', '.area-network'),
  element('layers', 'the buttons for layers and neurons', '.network-head:nth-child(n+2) .network-head-controls, .network-phone-word'),
  element('activation', 'the choice of activation', '.network-head:nth-child(n+2) .choice, .network-phone-word'),
  element('edges-switch', 'what the edges show', '.network-legend .segments, .network-phone-word'),
  element('output', 'the output', '.area-output'),
  element('picture', 'the picture of the output', '.output-panel-plane'),
  element('confusion', 'the confusion matrix', '.output-panel-confusion'),
  element('loss', 'the loss', '.area-loss'),
  element('lane', 'the learning lane', '.area-lane'),
  element('learning-rate', 'the learning rate', '.learning-lane-track'),
  element('trials', 'the trials of other learning rates', '.learning-lane-trials'),
  element('edge-of-stability', 'the edge of stability', '.learning-lane-edge-name'),
  element('gradient-path', 'the path of the update', '.learning-lane-steps, .learning-lane-gradient'),
  element('optimizer', 'the optimizer', '.learning-lane-menu:nth-child(1)'),
  element('schedule', 'the schedule', '.learning-lane-menu:nth-child(2)'),
  element('regularization', 'the regularization', '.learning-lane-menu:nth-child(3)'),
  element('batch', 'the batch size', '.slider:has(input[aria-label="Batch size"]), .data-panel-more'),
  element('timeline', 'the timeline', '.area-timeline'),
  element('playhead', 'the playhead', '.timeline-plot'),
  element('initialization', 'the initialization', '.timeline-initialization'),
  element('transport', 'the transport', '.transport, .area-step-transport, .area-compare-transport'),
  element('play', 'the Play button', '.transport-buttons .icon-button-primary'),
  element('step', 'the Step button', '.transport-buttons .icon-button:last-child'),
  element('verdict', 'the verdict', '.verdict-text, .area-step-headline'),
  element('inspector', 'the inspector', '.area-inspector, .area-step-inspector'),
  element('formula', 'the formula', '.step-formula'),
  element('step-network', 'the network with its numbers', '.area-step-network'),
  element('path-tree', 'the tree of paths', '.area-step-paths'),
  element('ledger', 'the ledger', '.area-step-ledger'),
  element('position', 'the place in the step', '.area-step-position'),
  element('predict', 'the switch for predicting', '.step-transport-predict'),
  element('check', 'the check of the gradients', '.area-step-check'),
  element('example', 'the example', '.area-step-example'),
  element('compare-controls', 'what is compared', '.area-compare-controls'),
  element('compare-pictures', 'the pictures side by side', '.area-compare-multiples, .area-compare-left'),
  element('compare-curves', 'the curves on one axis', '.area-compare-curves, .area-compare-sides-curves'),
  element('compare-table', 'the table of runs', '.area-compare-table'),
  element('landscape', 'the landscape', '.area-landscape-picture'),
  element('sharpness', 'the sharpness', '.area-landscape-facts'),
  element('header', 'the header', '.area-header'),
  element('share', 'the Share button', '.header-words .text-button:nth-child(1), .header-more'),
  element('present', 'the presenter mode', '.header-words .text-button:nth-child(2), .header-more'),
]) as Readonly<Record<ElementName, LessonElement>>;

/** Whether lessons can light something under that name. */
export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(elements, name);
}
