import type { Engine } from './engine.ts';
import type { Sizes } from './sizes.ts';

/** One number that a scenario gives in each round. */
export interface FigurePlan {
  key: string;
  title: string;
  unit: string;
  /** What it should reach; a figure without one is told for comparison. */
  target?: { atLeast: number } | { atMost: number };
}

/** The figures of one round by their keys. */
export type Figures = Record<string, number>;

/** What a round may use. */
export interface Round {
  sizes: Sizes;
  /** From 0. */
  number: number;
  /** What the scenarios before it gave in this round. */
  sofar: Readonly<Figures>;
}

/** What a round on a running engine may use. */
export interface EngineRound extends Round {
  engine: Engine;
  /** Codes of the projects of this scenario, which no other uses: what one leaves behind slows no other. */
  projects: readonly string[];
}

interface Described {
  /** As it is named on the command line. */
  name: string;
  title: string;
  /** What is done, in a sentence or two, for the page. */
  about: string;
  figures: readonly FigurePlan[];
  /** Names of scenarios whose figures of the same round it needs. */
  needs?: readonly string[];
}

/** Measures the core alone, in this process. */
export interface CoreScenario extends Described {
  on: 'core';
  measure: (round: Round) => Figures;
}

/** Measures the engine: real processes on a stack of their own. */
export interface EngineScenario extends Described {
  on: 'engine';
  /** How many projects it needs, and whether others in each round. */
  projects?: (sizes: Sizes) => { count: number; fresh: boolean };
  /** Whether it is about a park of `openProjects`. */
  amongMany?: true;
  measure: (round: EngineRound) => Promise<Figures>;
}

/** Something that is measured once in each round. */
export type Scenario = CoreScenario | EngineScenario;
