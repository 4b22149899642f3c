/** One line of a project's story; written once, in the transaction that found it. */
export interface TimelineEntry {
  kind:
    | 'registered'
    | 'stageChanged'
    | 'statusChanged'
    | 'milestoneReached'
    | 'milestoneWithdrawn'
    | 'milestoneChanged'
    | 'planChanged'
    | 'forecastChanged'
    | 'colourChanged'
    | 'signalRaised'
    | 'signalWorsened'
    | 'signalEased'
    | 'signalCleared'
    | 'signalUnverified'
    | 'signalVerified'
    | 'exempted'
    | 'exemptionEnded'
    | 'overridden'
    | 'overrideEnded'
    | 'updated'
    | 'needRaised'
    | 'instructed'
    | 'instructionReported'
    | 'findingOpened'
    | 'findingSettled'
    | 'upstreamMoved'
    | 'peopleChanged'
    | 'factAfterClosing'
    | 'approvalOpened'
    | 'gateOpened'
    | 'gateClosed'
    | 'approvalCompleted'
    | 'approvalReopened'
    | 'templateMoved'
    | 'itemChanged'
    | 'itemRevoked'
    | 'itemStale'
    | 'consentDeemed'
    | 'consentRevoked'
    | 'acceptancePresumed'
    | 'stageBlocked'
    | 'stageUnblocked'
    | 'dueMoved';
  object: string;
  from?: string;
  to?: string;
  /** More that a reader wants: reasons, dates. Small. */
  detail?: Record<string, unknown>;
}
