/** The elements of the page that a lesson can name: each is lit while its page speaks of it. */
import { say } from '../words/say.ts';

export type ElementName =
  | 'data' | 'features' | 'network' | 'layers' | 'activation' | 'edges-switch' | 'output' | 'picture' | 'confusion' | 'loss'
  | 'lane' | 'learning-rate' | 'rate-search' | 'trials' | 'edge-of-stability' | 'gradient-path' | 'optimizer' | 'schedule' | 'regularization' | 'batch'
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
  element('data', say('the data'), '.area-data'),
  element('features', say('the input features'), '.network-features, .network-panel .network-head:first-child, .network-phone-word'),
  element('network', say('the network'), '.area-network'),
  element('layers', say('the buttons for layers and neurons'), '.network-head:nth-child(n+2) .network-head-controls, .network-gap, .network-phone-word'),
  element('activation', say('the choice of activation'), '.network-head:nth-child(n+2) .choice, .network-phone-word'),
  element('edges-switch', say('what the edges show'), '.network-legend .segments, .network-phone-word'),
  element('output', say('the output'), '.area-output'),
  element('picture', say('the picture of the output'), '.output-panel-plane'),
  element('confusion', say('the confusion matrix'), '.output-panel-confusion'),
  element('loss', say('the loss'), '.area-loss'),
  element('lane', say('the learning lane'), '.area-lane'),
  element('learning-rate', say('the learning rate'), '.learning-lane-track'),
  element('rate-search', say('the search for a learning rate'), '.learning-lane-menu:nth-child(4)'),
  element('trials', say('the trials of other learning rates'), '.learning-lane-trials'),
  element('edge-of-stability', say('the edge of stability'), '.learning-lane-edge-name'),
  element('gradient-path', say('the path of the update'), '.learning-lane-steps, .learning-lane-gradient'),
  element('optimizer', say('the optimizer'), '.learning-lane-menu:nth-child(1)'),
  element('schedule', say('the schedule'), '.learning-lane-menu:nth-child(2)'),
  element('regularization', say('the regularization'), '.learning-lane-menu:nth-child(3)'),
  element('batch', say('the batch size'), '.slider:has(input[aria-label="Batch size"]), .data-panel-more'),
  element('timeline', say('the timeline'), '.area-timeline'),
  element('playhead', say('the playhead'), '.timeline-plot'),
  element('initialization', say('the initialization'), '.timeline-initialization'),
  element('transport', say('the transport'), '.transport, .area-step-transport, .area-compare-transport'),
  element('play', say('the Play button'), '.transport-buttons .icon-button-primary'),
  element('step', say('the Step button'), '.transport-buttons .icon-button:last-child'),
  element('verdict', say('the verdict'), '.verdict-text, .area-step-headline'),
  element('inspector', say('the inspector'), '.area-inspector, .area-step-inspector'),
  element('formula', say('the formula'), '.step-formula'),
  element('step-network', say('the network with its numbers'), '.area-step-network'),
  element('path-tree', say('the tree of paths'), '.area-step-paths'),
  element('ledger', say('the ledger'), '.area-step-ledger'),
  element('position', say('the place in the step'), '.area-step-position'),
  element('predict', say('the switch for predicting'), '.step-transport-predict'),
  element('check', say('the check of the gradients'), '.area-step-check'),
  element('example', say('the example'), '.area-step-example'),
  element('compare-controls', say('what is compared'), '.area-compare-controls'),
  element('compare-pictures', say('the pictures side by side'), '.area-compare-multiples, .area-compare-left'),
  element('compare-curves', say('the curves on one axis'), '.area-compare-curves, .area-compare-sides-curves'),
  element('compare-table', say('the table of runs'), '.area-compare-table'),
  element('landscape', say('the landscape'), '.area-landscape-picture'),
  element('sharpness', say('the sharpness'), '.area-landscape-facts'),
  element('header', say('the header'), '.area-header'),
  element('share', say('the Share button'), '.header-words .text-button:nth-child(1), .header-more'),
  element('present', say('the presenter mode'), '.header-words .text-button:nth-child(2), .header-more'),
]) as Readonly<Record<ElementName, LessonElement>>;

/** Whether lessons can light something under that name. */
export function isElementName(name: string): name is ElementName {
  return Object.hasOwn(elements, name);
}
