/** Where the worker of the floor listens: not the engine's queue. */
export const FLOOR_QUEUE = 'floor';
