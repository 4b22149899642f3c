import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { findPromtool } from '../../../infra/promtool.ts';
import { output } from '../../../infra/process.ts';
import { WORKFLOW_TASK_QUEUE, ringOptions } from '../../../workflows/messages.ts';
import { createTestApi } from '../../support/api.ts';
import { createGatewayBench } from '../../support/gateway.ts';
import { sharedStack } from '../../support/stack.ts';
import { createNamespace } from '../../support/temporal-namespace.ts';
import { until } from '../../support/temporal-until.ts';
import { spawnWorker } from '../../support/worker-process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RULES = 'infra/prometheus/alarms.yml';
const CASES = 'infra/prometheus/alarms.test.yml';

const text = (path: string) => readFile(join(ROOT, path), 'utf8');

interface Alarm {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { runbook: string };
}

async function alarms(): Promise<Alarm[]> {
  // `as`: promtool has checked the file.
  const { groups } = parse(await text(RULES)) as { groups: { rules: Alarm[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

describe('the alarms', () => {
  let promtool: (...args: string[]) => Promise<string>;
  beforeAll(async () => {
    const cacheDir = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kaigong');
    const { command } = await findPromtool({ cacheDir, env, progress: () => undefined });
    promtool = (...args) => output(command, args, env);
  });

  it('are rules that Prometheus takes, with the example of its configuration', async () => {
    const config = join(ROOT, 'infra/prometheus/prometheus.yml');
    expect(await promtool('check', 'config', config)).toMatch(/\d+ rules found/);
  });

  it('ring and keep quiet as their cases say', async () => {
    expect(await promtool('test', 'rules', join(ROOT, CASES))).toContain('SUCCESS');
  });

  it('have a case each', async () => {
    // `as`: promtool has checked the file.
    const { tests } = parse(await text(CASES)) as { tests: { name: string }[] };
    const names = (await alarms()).map(({ alert }) => alert);
    expect([...new Set(tests.map(({ name }) => name))]).toEqual(names);
  });

  it('have a section each in the operations manual, in their order, and say where', async () => {
    const manual = await text('docs/operations.md');
    const sections = [...manual.matchAll(/^### (Kaigong\w+)$/gm)].map(([, name]) => name);
    const rules = await alarms();
    expect(sections).toEqual(rules.map(({ alert }) => alert));
    for (const { alert, annotations } of rules) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    }
  });
});

/** The families that a process shows, by their TYPE lines. */
const familiesIn = (metrics: string) =>
  [...metrics.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name ?? '');

/** A histogram is asked for by the names of its series. */
const familyOf = (name: string) => name.replace(/_(?:bucket|count|sum)$/, '');

async function namesIn(path: string): Promise<string[]> {
  const found = (await text(path)).matchAll(/\b(?:kaigong|temporal|process|nodejs)_[a-z0-9_]+/g);
  return [...new Set([...found].map(([name]) => name))];
}

describe('every figure that is asked for', () => {
  const shown = new Set<string>();
  const ends: (() => Promise<unknown>)[] = [];
  const show = (metrics: string) => {
    for (const family of familiesIn(metrics)) shown.add(family);
  };

  beforeAll(async () => {
    const temporal = await createNamespace(sharedStack().temporal);
    ends.unshift(() => temporal.close());
    const { namespace } = temporal;
    const bench = await createGatewayBench({ ...sharedStack(), namespace });
    ends.unshift(() => bench.close());
    const worker = await spawnWorker({
      TEMPORAL_ADDRESS: sharedStack().temporal,
      TEMPORAL_NAMESPACE: namespace,
      DATABASE_URL: bench.database.url,
    });
    ends.unshift(() => worker.kill());
    const api = await createTestApi();
    ends.unshift(() => api.close());

    await bench.register('figures');
    await temporal.client.workflow.signalWithStart('project', ringOptions('project/none', 'none'));
    // A task that fails: the worker knows no such workflow.
    await temporal.client.workflow.start('unheardOf', {
      workflowId: 'unheard-of',
      taskQueue: WORKFLOW_TASK_QUEUE,
    });
    await until(async () => {
      const metrics = await (await fetch(`${worker.healthUrl}/metrics`)).text();
      show(metrics);
      return metrics.includes('workflow_task_execution_failed');
    });
    show(await (await fetch(`${bench.gateway.healthUrl}/metrics`)).text());
    show((await api.get('/metrics')).body);
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  it.each([RULES, 'infra/grafana/kaigong.json'])('in %s is shown by a process', async (path) => {
    const names = await namesIn(path);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !shown.has(name) && !shown.has(familyOf(name)))).toEqual([]);
  });
});
